package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.found;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.store.AudienceRows;
import io.hydrant.store.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/// Keeps messages of audiences and looks that those of each user leave in the order of its changes.
///
/// A message is called by its user and a number, as in `a1`.
abstract class AudienceCase {
  private static final Pattern NAME = Pattern.compile("\"m\":\"(\\w+)\"");
  private static final Pattern NUMBER = Pattern.compile("\\d+$");

  final Rig rig = rig();
  final List<String> replayed = new ArrayList<>();

  private static Rig rig() {
    try {
      return new Rig(singles());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- what is sent

  private static AudienceMessage message(String name, int padding) {
    String document =
        """
        {"m":"%s","p":"%s"}
        """
            .formatted(name, "x".repeat(padding));
    return new AudienceMessage(7, Bytes.utf8(document));
  }

  AudienceRows.Change change(List<String> names, int padding) {
    List<AudienceMessage> messages = names.stream().map(name -> message(name, padding)).toList();
    Hash user = new Hash(userOf(names.getFirst()).hashCode(), 0);
    return new AudienceRows.Change(rig.way().connection(), rig.way().revision(), user, messages);
  }

  /// Keeps changes that make one message each.
  void keep(String... names) {
    keep(Stream.of(names).map(name -> change(List.of(name), 0)).toList());
  }

  void keep(List<AudienceRows.Change> changes) {
    List<Outcome> outcomes = new ArrayList<>();
    AudienceRows.submit(rig.store(), changes, outcomes::add);
    rig.clock.advance(Duration.ofMillis(2));
    rig.store().step();
    assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Kept.class);
  }

  static List<String> names(String user, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> user + i).toList();
  }

  // ---- what came

  static String userOf(String name) {
    return NUMBER.matcher(name).replaceFirst("");
  }

  private static int numberOf(String name) {
    return Integer.parseInt(name.substring(userOf(name).length()));
  }

  List<String> taken() {
    return found(NAME, rig.firehose.taken());
  }

  /// After every test: no two of one user in one call, and none behind a later one of its user.
  @AfterEach
  void everyUsersMessagesCameInOrder() {
    for (Call call : rig.firehose.calls()) {
      assertThat(found(NAME, call.records().stream().map(Bytes::text).toList()))
          .extracting(AudienceCase::userOf)
          .as("users of one call")
          .doesNotHaveDuplicates();
    }
    Map<String, Integer> last = new HashMap<>();
    List<String> taken = taken();
    for (String name : taken) {
      if (!replayed.contains(name)) {
        Integer before = last.put(userOf(name), numberOf(name));
        assertThat(before == null || before <= numberOf(name))
            .as("%s in order: %s", name, taken)
            .isTrue();
      }
    }
  }

  static ScriptedFirehose.Turn takesAllBut(String... names) {
    return (call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (Bytes record : call.records()) {
        boolean isTaken = Collections.disjoint(found(NAME, List.of(record.text())), List.of(names));
        answers.add(answer(isTaken, record, taken));
      }
      return new Answer.Decided(answers);
    };
  }
}
