package io.hydrant.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.encode.LongWindow.Together;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.StrictJson;
import io.hydrant.vectors.StrictJson.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Windows whose message is as long as a record may be, a byte shorter and a byte longer: cut at
/// fragment boundaries, in order, and no sooner than needed.
final class SplittingTest {
  private static final int RECORD_BYTES = FirehoseLimits.RECORD_BYTES_MAX;
  private static final Hash GROUP = new Hash(3, 4);

  /// A message of the batches `from` (included) to `to` (excluded).
  private record Cut(int from, int to, Message message) {}

  static LongStream seeds() {
    long seed = new SplittableRandom().nextLong();
    System.out.println("SplittingTest seed " + seed);
    return LongStream.concat(LongStream.range(0, 6), LongStream.of(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWindowAroundTheLimit_isCutNoSoonerThanNeeded(long seed) {
    for (String delimiter : List.of("newline", "none")) {
      Content content = Example.content("{\"recordDelimiter\":\"" + delimiter + "\"}");
      for (int beyond = -1; beyond <= 1; beyond++) {
        SplittableRandom random = new SplittableRandom(seed);
        LongWindow window = window(random);
        int whole = random.nextInt(2, window.size() + 1);
        List<Fragment> fragments = padded(window, whole, RECORD_BYTES + beyond, content);
        List<Cut> cuts = cuts(fragments, content);
        check(window, cuts, fragments, content);
        int first = cuts.getFirst().to();
        if (beyond > 0) {
          assertThat(first).isLessThan(whole);
        } else if (isNeverLonger(fragments, whole, content)) {
          assertThat(first).isGreaterThanOrEqualTo(whole);
        }
      }
    }
  }

  /// One large batch and many small ones, or some of the same size.
  private static LongWindow window(SplittableRandom random) {
    int bytes = 1 << random.nextInt(9, 17);
    int count = Math.min(60, 300_000 / bytes + 2);
    return new LongWindow(random, count, bytes);
  }

  /// The window's fragments, the first one so long that the first `whole` of them make a message of
  /// exactly `length` bytes.
  private static List<Fragment> padded(LongWindow window, int whole, int length, Content content) {
    window.pad(length - length(window.fragments(content), 0, whole, content));
    List<Fragment> fragments = window.fragments(content);
    assertThat(length(fragments, 0, whole, content)).isEqualTo(length);
    return fragments;
  }

  /// Whether none of the messages on the way to the first `whole` fragments is longer than a
  /// record: merging can make a message shorter again.
  private static boolean isNeverLonger(List<Fragment> fragments, int whole, Content content) {
    for (int to = 1; to < whole; to++) {
      if (length(fragments, 0, to, content) > RECORD_BYTES) {
        return false;
      }
    }
    return true;
  }

  private static int length(List<Fragment> fragments, int from, int to, Content content) {
    return merged(fragments, from, to, content).document().length();
  }

  private static Message merged(List<Fragment> fragments, int from, int to, Content content) {
    Merger merger = merger(content, Integer.MAX_VALUE);
    for (int i = from; i < to; i++) {
      assertThat(merger.add(fragments.get(i), i, 0)).isTrue();
    }
    return merger.finish();
  }

  private static Merger merger(Content content, int recordBytesMax) {
    return new Encoder(new UUID(1, 2), 5, recordBytesMax).merger(content, GROUP);
  }

  private static List<Cut> cuts(List<Fragment> fragments, Content content) {
    List<Cut> cuts = new ArrayList<>();
    int from = 0;
    Merger merger = merger(content, RECORD_BYTES);
    for (int i = 0; i < fragments.size(); i++) {
      if (!merger.add(fragments.get(i), i, 0)) {
        cuts.add(new Cut(from, i, merger.finish()));
        from = i;
        merger = merger(content, RECORD_BYTES);
        assertThat(merger.add(fragments.get(i), i, 0)).isTrue();
      }
    }
    cuts.add(new Cut(from, fragments.size(), merger.finish()));
    return cuts;
  }

  private static void check(
      LongWindow window, List<Cut> cuts, List<Fragment> fragments, Content content) {
    int at = 0;
    for (Cut cut : cuts) {
      assertThat(cut.from()).isEqualTo(at);
      at = cut.to();
      assertThat(cut.message().document().length()).isLessThanOrEqualTo(RECORD_BYTES);
      assertThat(cut.message()).isEqualTo(merged(fragments, cut.from(), cut.to(), content));
      if (at < fragments.size()) {
        assertThat(length(fragments, cut.from(), at + 1, content)).isGreaterThan(RECORD_BYTES);
      }
      says(cut.message(), window.together(cut.from(), cut.to()));
    }
    assertThat(at).isEqualTo(fragments.size());
  }

  /// Read by another parser, the message says what a plain model makes of its batches.
  private static void says(Message message, Together together) {
    Value document = Objects.requireNonNull(StrictJson.document(message.document().toArray()));
    List<String> events = new ArrayList<>();
    for (Value event : member(document, "events").children()) {
      events.add(text(member(member(event, "data"), "event_name")));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Value attribute : member(document, "user_attributes").children()) {
      attributes.put(String.valueOf(attribute.name()), text(attribute));
    }
    List<String> deleted =
        member(document, "deleted_user_attributes").children().stream()
            .map(SplittingTest::text)
            .toList();
    assertThat(events).isEqualTo(together.events());
    assertThat(attributes).isEqualTo(together.attributes());
    assertThat(deleted).containsExactlyInAnyOrderElementsOf(together.deleted());
    assertThat(text(member(document, "note"))).isEqualTo(together.note());
    assertThat(message.count()).isEqualTo(together.events().size());
  }

  private static Value member(Value object, String name) {
    return Objects.requireNonNull(object.member(name), name);
  }

  /// What stands between the quotes.
  private static String text(Value string) {
    return string.raw().substring(1, string.raw().length() - 1);
  }

  /// Merging takes back what the parts together are too long by: no cut.
  @Test
  void aBatchThatShortensTheMessage_isTakenIn_thoughThePartsAreLonger() {
    Content content = Example.content("{}");
    List<Fragment> fragments = new ArrayList<>();
    for (int length : new int[] {1_000_000, 200_000, 900_000, 10}) {
      String json =
          "{\"mpid\":1,\"note\":\"%s\",\"events\":[{\"event_type\":\"opt_out\"}]}"
              .formatted("n".repeat(length));
      fragments.add(
          Objects.requireNonNull(Selector.select(Example.batch(json), content).kept())
              .finish(1, Bytes.EMPTY));
    }
    List<Cut> cuts = cuts(fragments, content);
    assertThat(cuts).hasSize(1);
    assertThat(cuts.getFirst().message().count()).isEqualTo(4);
    assertThat(cuts.getFirst().message().document().length()).isLessThan(2_000);
  }
}
