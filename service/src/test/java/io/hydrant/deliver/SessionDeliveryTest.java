package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.MESSAGE_ID;
import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.TIMEOUT;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.eventsOf;
import static io.hydrant.deliver.Samples.found;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.sessions;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.settings.Content;
import io.hydrant.simulator.Way;
import io.hydrant.store.Audit;
import io.hydrant.store.ModelDisk.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whole sessions from submission to Firehose.
final class SessionDeliveryTest {
  private static final Duration STRAGGLERS = Duration.ofSeconds(30).plus(SOON);
  private static final int RECORD_BYTES_MAX = 1_500;

  private static String event(String type, String session, String name) {
    return """
    {"event_type":"%s","data":{"session_uuid":"%s","event_name":"%s"}}\
    """
        .formatted(type, session, name);
  }

  private static String batch(int user, String... events) {
    return "{\"mpid\":%d,\"events\":[%s]}".formatted(user, String.join(",", events));
  }

  private static String custom(String session, String name) {
    return batch(7, event("custom_event", session, name));
  }

  private static String end(String session) {
    return batch(7, event("session_end", session, "end"));
  }

  /// A session of thirty batches which has ended and does not fit a record, closed but not read.
  private static Rig longSession() throws IOException {
    Rig rig = new Rig(sessions(), RECORD_BYTES_MAX, 64 << 20);
    for (String name : names(30)) {
      rig.submit(custom("A", name));
    }
    rig.submit(end("A"));
    return rig;
  }

  private static List<String> inOrder() {
    return Stream.concat(names(30).stream(), Stream.of("end")).toList();
  }

  @Test
  void aSession_isOneMessage_andLeavesNothingBehind() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(batch(7, event("session_start", "A", "start"), event("custom_event", "A", "a")));
    rig.run(Duration.ofMinutes(20));
    rig.submit(end("A"));
    rig.run(Duration.ofSeconds(29));
    assertThat(rig.firehose.taken()).isEmpty();
    assertThat(rig.ledger().sessions()).isEqualTo(3);
    rig.run(Duration.ofSeconds(2));

    assertThat(rig.firehose.taken()).hasSize(1);
    assertThat(events(rig)).containsExactly("start", "a", "end");
    assertAllDelivered(rig);
  }

  @Test
  void aSessionLargerThanARecord_leavesInParts_inOrder() throws IOException {
    Rig rig = longSession();
    rig.run(STRAGGLERS);

    assertThat(rig.firehose.taken()).hasSizeGreaterThan(3);
    assertThat(rig.firehose.taken()).allMatch(part -> part.length() <= RECORD_BYTES_MAX);
    assertThat(found(MESSAGE_ID, rig.firehose.taken())).doesNotHaveDuplicates();
    assertThat(events(rig)).isEqualTo(inOrder());
    assertAllDelivered(rig);
  }

  @Test
  void partsThatWereNotTaken_waitAsMessages_andTheFragmentsGo() throws IOException {
    Rig rig = longSession();
    rig.firehose.then(takes(i -> i % 2 == 1));
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(STRAGGLERS.plus(Duration.ofMinutes(1)));
    int parts = rig.firehose.calls().getFirst().records().size();
    List<String> before = List.copyOf(rig.firehose.taken());
    assertThat(before).hasSize(parts / 2);
    assertThat(rig.ledger().delivered())
        .as("what was taken is struck off before the rest is")
        .isEqualTo(events(rig).size());
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));

    assertThat(rig.firehose.taken()).hasSize(parts);
    assertThat(found(MESSAGE_ID, rig.firehose.taken())).doesNotHaveDuplicates();
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(inOrder());
    List<String> rest = rig.firehose.taken().subList(before.size(), parts);
    assertThat(rest.stream().flatMap(part -> eventsOf(part).stream()))
        .as("the rest, in order")
        .isSortedAccordingTo(Comparator.comparingInt(inOrder()::indexOf));
    assertAllDelivered(rig);
  }

  @Test
  void partsTakenInSilenceAndReadAgain_haveTheSameIdsAndBytes() throws IOException {
    Rig rig = longSession();
    rig.firehose.then(takesInSilence());
    rig.firehose.fallSilent();
    rig.run(STRAGGLERS);
    List<String> before = List.copyOf(rig.firehose.taken());
    assertThat(before).hasSizeGreaterThan(3);
    rig.crash();
    rig.firehose.speakAgain();
    rig.run(SOON);

    assertThat(rig.firehose.taken().subList(before.size(), 2 * before.size())).isEqualTo(before);
    assertAllDelivered(rig);
  }

  @Test
  void aStoreThatIsOpenedAgain_losesNothing_andRepeatsNothingThatWasTaken() throws IOException {
    for (Fate fate : List.of(Fate.FAILS_LOST, Fate.FAILS_KEPT)) {
      Rig rig = longSession();
      rig.firehose.then(takes(i -> i % 2 == 0));
      int[] writes = {0};
      rig.disk.fates(() -> rig.firehose.calls().isEmpty() || writes[0]++ > 0 ? Fate.DURABLE : fate);
      rig.run(STRAGGLERS.plus(Duration.ofMinutes(1)));

      assertThat(rig.disk.opens()).isEqualTo(2);
      assertThat(events(rig)).as(fate.name()).containsExactlyInAnyOrderElementsOf(inOrder());
      assertAllDelivered(rig);
    }
  }

  @Test
  void aSessionThatFailsToBeRead_isReadAgain() throws IOException {
    Rig rig = longSession();
    rig.clock.advance(STRAGGLERS);
    rig.turn();
    rig.disk.fates(() -> Fate.FAILS_LOST);
    rig.fail();
    rig.deliveryLoop().step();
    rig.disk.fates(() -> Fate.DURABLE);
    rig.run(Duration.ofMinutes(1));

    assertThat(events(rig)).isEqualTo(inOrder());
    assertAllDelivered(rig);
  }

  @Test
  void aSession_isCutWhereTheContentSettingsChange() throws IOException {
    Rig rig = new Rig(sessions());
    Content standard = sessions();
    Content other =
        new Content(
            standard.on(),
            "other",
            2,
            List.of(),
            standard.environment(),
            standard.batching(),
            standard.recordDelimiter());
    rig.submit(custom("A", "a"));
    rig.content(other);
    rig.submit(custom("A", "b"));
    rig.submit(custom("A", "c"));
    rig.content(standard);
    rig.submit(end("A"));
    rig.run(STRAGGLERS);

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactly(List.of("a"), List.of("b", "c"), List.of("end"));
    assertThat(rig.firehose.taken().get(1)).contains("\"unique_id\":\"other\"");
    assertAllDelivered(rig);
  }

  @Test
  void openSessions_closeByTheirTimers_alsoWhenTheConnectionChangedToWindows() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(custom("A", "a"));
    rig.content(windows());
    rig.submit(custom("A", "b"));
    rig.run(TIMEOUT.plusMinutes(1));

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactlyInAnyOrder(List.of("a"), List.of("b"));
    assertAllDelivered(rig);
  }

  @Test
  void whatWeCannotEncode_isADeadLetter_andTheOthersGoOn() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(custom("A", "a"));
    rig.contents(revision -> {
      throw new IllegalStateException("a bug of ours");
    });
    rig.submit(end("A"));
    rig.run(STRAGGLERS.plus(Duration.ofHours(1)));
    assertThat(rig.firehose.taken()).isEmpty();
    assertThat(rig.ledger().dead()).isEqualTo(2);
    assertThat(rig.deliveryLoop().figures().broken()).isEqualTo(3);
    rig.crash();
    rig.contents(revision -> Way.content(rig.store(), revision));
    rig.submit(custom("A", "late"));
    rig.run(Duration.ofHours(2));

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactly(List.of("late"));
    assertThat(rig.ledger().dead()).isEqualTo(2);
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }

  @Test
  void lateEvents_whileTheClosedSessionWaitsBehindABlockedStream_areAFurtherMessage()
      throws IOException {
    Rig rig = new Rig(sessions());
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "not authorized"));
    rig.submit(custom("A", "a"));
    rig.submit(end("A"));
    rig.run(Duration.ofMinutes(10));
    rig.submit(custom("A", "late"));
    rig.submit(end("A"));
    rig.run(Duration.ofMinutes(10));
    rig.submit(custom("A", "later"));
    rig.crash();
    rig.run(TIMEOUT.plusHours(25));
    assertThat(rig.firehose.taken()).isEmpty();
    assertThat(rig.ledger().pending()).isEqualTo(5);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofHours(1));

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactlyInAnyOrder(List.of("a", "end"), List.of("late", "end"), List.of("later"));
    assertAllDelivered(rig);
  }

  @Test
  void aSessionOfMoreThanADay_leavesInParts_inOrder() throws IOException {
    Rig rig = new Rig(sessions());
    List<String> names = names(156);
    for (String name : names) {
      rig.submit(custom("A", name));
      rig.run(Duration.ofMinutes(20));
    }
    rig.run(TIMEOUT.plusMinutes(1));

    assertThat(rig.firehose.taken()).hasSize(3);
    assertThat(eventsOf(rig.firehose.taken().getFirst())).hasSizeBetween(72, 76);
    assertThat(events(rig)).isEqualTo(names);
    assertAllDelivered(rig);
  }

  @Test
  void aSession_isOfOneUser_andStartsEndOnlyThatUsersOthers() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(batch(7, event("custom_event", "A", "a7")));
    rig.submit(batch(8, event("custom_event", "A", "a8")));
    rig.submit(batch(7, event("session_start", "B", "b7")));
    rig.run(STRAGGLERS);
    assertThat(events(rig)).containsExactly("a7");
    rig.run(TIMEOUT.plusMinutes(1));

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactlyInAnyOrder(List.of("a7"), List.of("a8"), List.of("b7"));
    assertAllDelivered(rig);
  }

  @Test
  void aSession_isOfOneDevice_andStartsEndOnlyThatDevicesOthers() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(onDevice("phone", event("custom_event", "A", "on the phone")));
    rig.submit(onDevice("tablet", event("custom_event", "A", "on the tablet")));
    rig.submit(onDevice("phone", event("session_start", "B", "next on the phone")));
    rig.run(STRAGGLERS);
    assertThat(events(rig)).containsExactly("on the phone");
    rig.run(TIMEOUT.plusMinutes(1));

    assertThat(rig.firehose.taken().stream().map(Samples::eventsOf))
        .containsExactlyInAnyOrder(
            List.of("on the phone"), List.of("on the tablet"), List.of("next on the phone"));
    assertAllDelivered(rig);
  }

  private static String onDevice(String device, String event) {
    return batch(7, event).replace("{\"mpid\"", "{\"mp_deviceid\":\"" + device + "\",\"mpid\"");
  }

  @Test
  void aCrashAfterEachStep_changesNothing() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(custom("A", "a"));
    rig.crash();
    rig.submit(end("A"));
    rig.crash();
    rig.clock.advance(STRAGGLERS);
    rig.store().step();
    rig.crash();
    rig.firehose.fallSilent();
    rig.run(SOON);
    assertThat(rig.firehose.calls()).isNotEmpty();
    rig.crash();
    rig.firehose.speakAgain();
    rig.run(SOON);
    rig.crash();
    rig.run(Duration.ofHours(30));

    assertThat(rig.firehose.taken()).as("the same, again, after the silence").hasSize(2);
    assertThat(rig.firehose.taken().stream().distinct().map(Samples::eventsOf))
        .containsExactly(List.of("a", "end"));
    assertAllDelivered(rig);
  }
}
