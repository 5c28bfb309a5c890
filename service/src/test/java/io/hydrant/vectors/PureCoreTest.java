package io.hydrant.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Message;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches and settings by chance through the pure core: what must hold whatever they are.
final class PureCoreTest {
  private static final JsonName EVENTS = JsonName.of("events");

  /// The members that no setting and no rule touches.
  private static final List<String> UNTOUCHED =
      List.of(
          "u1",
          "u2",
          "source_request_id",
          "integration_attributes",
          "consent_state",
          "attribution_info",
          "sdk_version",
          "job_id",
          "user_attributes",
          "deleted_user_attributes");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatNoRuleTouches_keepsItsBytes(long seed) throws InvalidJsonException {
    RandomJson random = new RandomJson(new SplittableRandom(seed));
    String settings = random.settings();
    String json = random.batch();
    Batch batch = Example.batch(json);
    Content content = Example.content(settings);
    PureCore core = new PureCore(content);
    core.accept(batch);
    for (Message message : core.messages()) {
      JsonIndex out = JsonIndex.of(message.document().toArray());
      for (String name : UNTOUCHED) {
        same(name, batch.json(), 0, out, 0);
      }
      if (content.batching() instanceof Batching.Windows) {
        eventsKeepTheirs(batch.json(), out);
      }
    }
  }

  /// Those that pass are found again by what comes before and behind their data.
  private static void eventsKeepTheirs(JsonIndex in, JsonIndex out) {
    int sent = out.first(out.find(0, EVENTS));
    int came = in.is(in.find(0, EVENTS), JsonIndex.Kind.ARRAY) ? in.first(in.find(0, EVENTS)) : -1;
    JsonName type = JsonName.of("event_type");
    JsonName data = JsonName.of("data");
    for (; sent != JsonIndex.NONE; sent = out.next(sent)) {
      String word = out.string(out.find(sent, type));
      while (!in.string(in.find(came, type)).equalsIgnoreCase(word)) {
        came = in.next(came);
      }
      for (String name : List.of("u1", "location")) {
        same(name, in, came, out, sent);
      }
      for (String name : List.of("u1", "u2", "session_uuid", "new")) {
        same(name, in, in.find(came, data), out, out.find(sent, data));
      }
      came = in.next(came);
    }
  }

  private static void same(String name, JsonIndex in, int from, JsonIndex out, int to) {
    JsonName wanted = JsonName.of(name);
    assertThat(raw(out, out.find(to, wanted))).as(name).isEqualTo(raw(in, in.find(from, wanted)));
  }

  /// The bytes of a value; a line break stands for any white space.
  private static String raw(JsonIndex json, int node) {
    return node == JsonIndex.NONE ? "absent" : json.raw(node).replaceAll("[\r\n]", " ");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theLedgerBalances_andEveryMessageIsOneLine(long seed) {
    RandomJson random = new RandomJson(new SplittableRandom(seed));
    PureCore core = new PureCore(Example.content(random.settings()));
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batches.add(Example.batch(random.batch()));
    }
    int accepted = 0;
    int filtered = 0;
    for (Batch batch : batches) {
      Arrival arrival = core.accept(batch);
      int events =
          batch.json().is(batch.json().find(0, EVENTS), JsonIndex.Kind.ARRAY)
              ? batch.json().count(batch.json().find(0, EVENTS))
              : 0;
      assertThat(arrival.accepted()).isBetween(Math.max(1, events), events + 1);
      accepted += arrival.accepted();
      filtered += arrival.filtered().values().stream().mapToInt(Integer::intValue).sum();
    }
    List<Message> messages = core.messages();
    assertThat(messages.stream().mapToInt(Message::count).sum()).isEqualTo(accepted - filtered);
    assertThat(messages.stream().map(Message::id)).doesNotHaveDuplicates();
    for (Message message : messages) {
      String document = message.document().text();
      assertThat(document.indexOf('\n')).isEqualTo(document.length() - 1);
      assertThat(JsonTree.of(document)).isNotNull();
    }
  }
}
