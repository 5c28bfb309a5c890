package io.hydrant.group;

import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.SessionMark;
import io.hydrant.model.Waiting;
import io.hydrant.select.Selector;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which sessions a batch travels with, and what it says of their course.
final class SessionGroupingTest {
  private static final Grouper GROUPER = new Grouper(new KeyedHash(new byte[16]), 1_024_000);
  private static final long TIMEOUT_MILLIS = 600_000;
  private static final String DROPPING =
      "{\"sendLifecycleEvents\":false,\"sendBatchesWithoutEvents\":false}";

  private static Arrival body(String settings, String json) {
    Content plain = content(settings);
    Content whole =
        new Content(
            plain.on(),
            plain.uniqueId(),
            plain.schemaVersion(),
            plain.metadataFieldExclusion(),
            plain.environment(),
            new Batching.Sessions(TIMEOUT_MILLIS),
            plain.recordDelimiter());
    Batch batch = batch(json.replace('\'', '"'));
    return GROUPER.group(batch, Selector.select(batch, whole), new Route(1, 1, whole));
  }

  /// Events of user 1, each written `type session`; a session in digits is an id, `-` none.
  private static Arrival arrival(String settings, String... events) {
    List<String> written = new ArrayList<>();
    for (String event : events) {
      String[] words = event.split(" ", -1);
      String session = words[1];
      String data =
          session.equals("-")
              ? "{}"
              : session.matches("[0-9]+")
                  ? "{'session_id':" + session + "}"
                  : "{'session_uuid':'" + session + "'}";
      String type =
          switch (words[0]) {
            case "start" -> "session_start";
            case "end" -> "session_end";
            default -> "custom_event";
          };
      written.add("{'event_type':'" + type + "','data':" + data + "}");
    }
    return body(settings, "{'mpid':1,'events':[" + String.join(",", written) + "]}");
  }

  private static Hash session(String name) {
    return ((Grouping.Session) arrival("{}", "custom " + name).waiting().getFirst().grouping())
        .session();
  }

  private static SessionMark.Started started(Arrival arrival) {
    return arrival.sessions().stream()
        .filter(SessionMark.Started.class::isInstance)
        .map(SessionMark.Started.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> positions(Waiting waiting) {
    List<Integer> positions = new ArrayList<>();
    for (Fragment fragment : waiting.fragments()) {
      for (int i = 0; i < fragment.eventCount(); i++) {
        positions.add(fragment.parts().eventPosition(i));
      }
    }
    return positions;
  }

  @Test
  void aBatch_travelsWithEverySessionItHasEventsOf() {
    Arrival arrival = arrival("{}", "custom A", "custom -", "custom B", "custom A", "custom 7");
    assertThat(arrival.accepted()).isEqualTo(5);
    List<Waiting> waiting = arrival.waiting();
    assertThat(waiting.stream().map(each -> ((Grouping.Session) each.grouping()).session()))
        .containsExactly(session("A"), Grouping.Session.OUTSIDE, session("B"), session("7"));
    assertThat(waiting.stream().map(each -> ((Grouping.Session) each.grouping()).timeoutMillis()))
        .containsOnly(TIMEOUT_MILLIS);
    assertThat(waiting.stream().map(SessionGroupingTest::positions))
        .containsExactly(List.of(0, 3), List.of(1), List.of(2), List.of(4));
    assertThat(waiting.stream().mapToInt(Waiting::count).sum()).isEqualTo(5);
    assertThat(arrival.sessions()).isEmpty();
  }

  @Test
  void aUuid_neverEqualsAnId_andAnIdIsTheSameAsText() {
    String both =
        "{'mpid':1,'events':[{'event_type':'e','data':{'session_uuid':'7'}},"
            + "{'event_type':'e','data':{'session_id':7}},"
            + "{'event_type':'e','data':{'session_id':'7','session_uuid':''}}]}";
    assertThat(body("{}", both).waiting().stream().map(SessionGroupingTest::positions))
        .containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void aBatchWithoutEvents_waitsOutside() {
    Waiting waiting = body("{}", "{'mpid':1}").waiting().getFirst();
    assertThat(((Grouping.Session) waiting.grouping()).session())
        .isEqualTo(Grouping.Session.OUTSIDE);
    assertThat(waiting.count()).isEqualTo(1);
    Waiting emptied = arrival("{\"sendLifecycleEvents\":false}", "end A").waiting().getFirst();
    assertThat(((Grouping.Session) emptied.grouping()).session())
        .isEqualTo(Grouping.Session.OUTSIDE);
  }

  @Test
  void neitherDeviceNorUser_waitsWithNobody_andEndsNothing() {
    Arrival arrival =
        body(
            "{}",
            "{'events':[{'event_type':'session_start','data':{'session_id':1}},"
                + "{'event_type':'session_end','data':{'session_id':2}}]}");
    assertThat(arrival.waiting()).hasSize(1);
    assertThat(arrival.waiting().getFirst().grouping()).isEqualTo(new Grouping.Alone());
    assertThat(arrival.sessions()).isEmpty();
  }

  @Test
  void startsAndEnds_count_thoughNothingOfTheirBatchIsSent() {
    Arrival arrival = arrival(DROPPING, "start B", "end A", "end -");
    assertThat(arrival.waiting()).isEmpty();
    SessionMark.Started started = started(arrival);
    assertThat(started.sessions()).containsExactly(session("B"));
    assertThat(started.before()).isEmpty();
    assertThat(arrival.sessions())
        .contains(new SessionMark.Ended(started.group(), Set.of(session("A"))));
  }

  @Test
  void startsAndEnds_count_thoughASettingDropsTheirBatchWhole() {
    String dropped = "{\"environment\":\"development\"}";
    Arrival arrival = arrival(dropped, "custom C", "end A", "start B");
    assertThat(arrival.waiting()).isEmpty();
    assertThat(arrival.sessions())
        .containsExactlyInAnyOrder(
            new SessionMark.Ended(started(arrival).group(), Set.of(session("A"))),
            new SessionMark.Started(started(arrival).group(), Set.of(session("B")), Set.of()));
  }

  @Test
  void aStart_isAfterTheSessionsThatHadEventsBeforeIt() {
    assertThat(started(arrival("{}", "start A", "custom A", "start B", "custom C")).before())
        .containsExactly(session("A"));
    assertThat(started(arrival("{}", "custom A", "start A", "custom -", "start A")).before())
        .isEmpty();
    assertThat(started(arrival("{}", "custom A", "custom B", "start B", "start A")).before())
        .containsExactlyInAnyOrder(session("A"), session("B"));
    assertThat(started(arrival("{}", "start B", "custom A", "start B")).before())
        .containsExactly(session("A"));
    assertThat(started(arrival(DROPPING, "start B", "start A", "custom B", "start B")).before())
        .isEmpty();
    assertThat(started(arrival("{}", "start A", "start B", "start A")).before())
        .containsExactlyInAnyOrder(session("A"), session("B"));
  }

  @Test
  void startsOfOneSession_endOthersThanIt_startsOfTwoEndAll() {
    SessionMark.Started one = started(arrival("{}", "start A", "start A"));
    assertThat(one.endsOthersThan(session("A"))).isFalse();
    assertThat(one.endsOthersThan(session("B"))).isTrue();
    assertThat(started(arrival("{}", "start A", "start B")).endsOthersThan(session("A"))).isTrue();
  }

  @Test
  void otherModes_followNoSessions() {
    Batch batch = batch("{\"mpid\":1,\"events\":[{\"event_type\":\"session_end\"}]}");
    assertThat(Selector.select(batch, content("{}")).sessions()).isEmpty();
  }

  @Test
  @Timeout(5)
  void asManySessionsAsABatchMayHave_allWait() {
    String[] events = new String[100];
    for (int i = 0; i < events.length; i++) {
      events[i] = "start " + i;
    }
    Arrival arrival = arrival("{}", events);
    assertThat(arrival.waiting()).hasSize(100);
    assertThat(started(arrival).before()).hasSize(99);
  }
}
