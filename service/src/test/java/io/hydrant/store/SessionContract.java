package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.SessionMark;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// When sessions close and what is in them, whatever the store's tables lie on.
abstract class SessionContract extends SessionFixture {

  @Test
  void idle_closesAfterTheTimeout_countedFromTheLastArrival() throws IOException {
    keep(A, "a1");
    pass(TIMEOUT.minusMinutes(1));
    keep(A, "a2");
    pass(TIMEOUT.minusMinutes(1));
    assertThat(closed()).isEmpty();
    assertThat(ledger().sessions()).isEqualTo(2);

    pass(Duration.ofMinutes(2));

    assertThat(closed()).containsExactly(List.of("a1", "a2"));
    assertThat(ledger().sessions()).isZero();
    assertThat(ledger().pending()).isEqualTo(2);
  }

  @Test
  void ended_closesAfterStragglersHadTheirTime() throws IOException {
    keep(A, "a1");
    keep(List.of(of(GROUP, A, "a2")), ended(A));
    pass(STRAGGLERS.minusSeconds(1));
    keep(A, "straggler");
    assertThat(closed()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(closed()).containsExactly(List.of("a1", "a2", "straggler"));
  }

  @Test
  void ended_closes_alsoWhenNothingOfItsBatchIsSent() throws IOException {
    keep(A, "a1");
    keep(List.of(), ended(A));
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("a1"));
  }

  @Test
  void arrivalBetweenTheTimersLookAndTheClose_keepsAnIdleSessionOpen() throws IOException {
    keep(A, "a1");
    store.timersDue(1);
    clock.advance(TIMEOUT.plusMinutes(1));
    store.step();
    loop.step();
    keep(A, "a2");
    pass(Duration.ofMinutes(1));
    // The look came first, so did the close: what arrived meanwhile is the next part.
    assertThat(closed()).containsExactly(List.of("a1"));
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).containsExactly(List.of("a1"), List.of("a2"));
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void arrivalInTheWriteBeforeTheClose_keepsAnIdleSessionOpen() throws IOException {
    keep(A, "a1");
    clock.advance(TIMEOUT.plusMinutes(1));
    store.timersDue(1);
    store.step();
    List<SessionTimer> seen = store.timersDue(10);
    assertThat(seen).hasSize(1);
    keep(A, "a2");
    store.close(seen, durable -> {});
    store.step();
    assertThat(closed()).isEmpty();
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).containsExactly(List.of("a1", "a2"));
  }

  @Test
  void endTimer_thatFiresWhenALatePartHasBegun_leavesThatOpen() throws IOException {
    keep(List.of(of(GROUP, A, "a1")), ended(A));
    pass(Duration.ofSeconds(20));
    keep(List.of(), ended(A));
    pass(Duration.ofSeconds(10));
    assertThat(closed()).containsExactly(List.of("a1"));
    keep(A, "late");
    pass(Duration.ofSeconds(20));
    assertThat(closed()).containsExactly(List.of("a1"));
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).containsExactly(List.of("a1"), List.of("late"));
  }

  @Test
  void lateEvents_formAFurtherPart_whileTheFirstStillWaits_andAfterItLeft() throws IOException {
    keep(List.of(of(GROUP, A, "a1")), ended(A));
    pass(STRAGGLERS);
    keep(List.of(of(GROUP, A, "late")), ended(A));
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("a1"), List.of("late"));
    strike(rows().getFirst());
    assertThat(closed()).containsExactly(List.of("late"));
    strike(rows().getFirst());
    keep(List.of(of(GROUP, A, "later")), ended(A));
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("later"));
    strike(rows().getFirst());
    assertThat(ledger().delivered()).isEqualTo(3);
    assertNoTrace();
  }

  @Test
  void aLaterPart_thatLeavesBeforeAnEarlierOne_doesNotOpenThatAgain() throws IOException {
    keep(List.of(of(GROUP, A, "a1")), ended(A));
    pass(STRAGGLERS);
    keep(List.of(of(GROUP, A, "late")), ended(A));
    pass(STRAGGLERS);
    strike(rows().getLast());
    keep(List.of(of(GROUP, A, "later")), ended(A));
    pass(Duration.ofHours(30));
    assertThat(closed()).containsExactly(List.of("a1"), List.of("later"));
    strike(rows().getFirst());
    strike(rows().getFirst());
    assertThat(ledger().delivered()).isEqualTo(3);
    assertNoTrace();
  }

  @Test
  void partsThatLeaveInOneWrite_leaveNoMark() throws IOException {
    for (String payload : List.of("a1", "late", "later")) {
      keep(List.of(of(GROUP, A, payload)), ended(A));
      pass(STRAGGLERS);
    }
    List<Row> rows = rows();
    for (Row row : List.of(rows.get(2), rows.get(0), rows.get(1))) {
      store.strike(
          new Strike(
              store.opening(connection),
              new Strike.Gone(List.of(row.key()), List.of(SessionPart.of(row)), row.storedBytes()),
              null,
              Strike.Fate.delivered(row.count()),
              0,
              durable -> {}));
    }
    store.step();
    assertThat(ledger().delivered()).isEqualTo(3);
    assertNoTrace();
  }

  @Test
  void startOfAnotherSession_closesOthersOfItsGroup_andOnlyThose() throws IOException {
    keep(A, "a1");
    keep(List.of(of(OTHER_GROUP, A, "other user")));
    keep(List.of(of(GROUP, B, "b1")), started(B));
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("a1"));
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed())
        .containsExactlyInAnyOrder(List.of("a1"), List.of("other user"), List.of("b1"));
  }

  @Test
  void whatIsInNoSession_closesByItsTimeoutOnly() throws IOException {
    keep(List.of(of(GROUP, Grouping.Session.OUTSIDE, "outside")), started(A));
    keep(List.of(), started(B));
    pass(STRAGGLERS.plusMinutes(1));
    assertThat(closed()).isEmpty();
    pass(TIMEOUT);
    assertThat(closed()).containsExactly(List.of("outside"));
  }

  @Test
  void startOfItself_closesNothing() throws IOException {
    keep(List.of(of(GROUP, A, "a1")), started(A));
    keep(List.of(of(GROUP, A, "a2")), started(A));
    pass(STRAGGLERS.plusMinutes(1));
    assertThat(closed()).isEmpty();
  }

  @Test
  void twoSessionsAndTheirStartsInOneUpload_closeTheFirstOnly() throws IOException {
    keep(
        List.of(of(GROUP, A, "a1"), of(GROUP, B, "b1")),
        new SessionMark.Started(GROUP, Set.of(A, B), Set.of(A)));
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("a1"));
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).containsExactly(List.of("a1"), List.of("b1"));
  }

  @Test
  void startInTheSameWriteAsTheOther_findsIt() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    Arrival a = new Arrival(connection, 1, Map.of(), List.of(of(GROUP, A, "a1")), List.of());
    Arrival b =
        new Arrival(connection, 1, Map.of(), List.of(of(GROUP, B, "b1")), List.of(started(B)));
    for (Arrival arrival : List.of(a, b)) {
      store.submit(
          new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    }
    store.step();
    pass(STRAGGLERS);
    assertThat(closed()).containsExactly(List.of("a1"));
  }

  @Test
  void aDay_endsAPart_thoughEventsGoOn() throws IOException {
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 3; k++) {
        keep(A, "a" + i + "." + k);
        pass(Duration.ofMinutes(20));
      }
    }
    List<List<String>> parts = closed();
    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst()).startsWith("a0.0").hasSizeBetween(72, 76);
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).hasSize(2);
    assertThat(closed().stream().mapToInt(List::size).sum()).isEqualTo(90);
  }

  @Test
  void aVeryLongSession_closesInParts_inOrder() throws IOException {
    int batches = 30;
    for (int i = 0; i < batches; i++) {
      String[] payloads = new String[OpenSessions.PART_FRAGMENTS_MAX / 10];
      for (int k = 0; k < payloads.length; k++) {
        payloads[k] = i + "." + k;
      }
      keep(A, payloads);
    }
    keep(List.of(), ended(A));
    pass(STRAGGLERS);
    List<List<String>> parts = closed();
    assertThat(parts).hasSize(3);
    List<String> all = parts.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(batches * OpenSessions.PART_FRAGMENTS_MAX / 10);
    assertThat(all.getFirst()).isEqualTo("0.0");
    assertThat(all.getLast()).isEqualTo("29." + (OpenSessions.PART_FRAGMENTS_MAX / 10 - 1));
    assertThat(ledger().sessions()).isZero();
  }

  @Test
  void everything_survivesACrashAtEachStep() throws IOException {
    keep(A, "a1");
    crashAndStart();
    keep(List.of(of(GROUP, A, "a2")), ended(A));
    crashAndStart();
    pass(STRAGGLERS);
    crashAndStart();
    assertThat(closed()).containsExactly(List.of("a1", "a2"));
    keep(A, "late");
    crashAndStart();
    strike(rows().getFirst());
    crashAndStart();
    pass(TIMEOUT.plusMinutes(1));
    assertThat(closed()).containsExactly(List.of("late"));
    assertThat(ledger().accepted()).isEqualTo(3);
  }

  @Test
  void whatCameDueWhileDown_closesAtTheStart_alsoAtTheOneAfterAStartThatDied() throws IOException {
    keep(A, "a1");
    store.close();
    clock.advance(Duration.ofHours(3));
    open();
    crashAndStart();
    pass(Duration.ofMillis(1));
    assertThat(closed()).containsExactly(List.of("a1"));
  }

  @Test
  void timersThatAreDone_leaveNothing() throws IOException {
    for (int i = 0; i < 50; i++) {
      keep(new Hash(i, i), "s" + i);
      pass(Duration.ofMinutes(1));
    }
    pass(Duration.ofHours(30));
    for (Row row : rows()) {
      strike(row);
    }
    assertNoTrace();
    assertThat(ledger().delivered()).isEqualTo(50);
  }
}
