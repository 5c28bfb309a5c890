package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.SessionMark;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.sessions.SessionLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When sessions close and what is in them, whatever the store's tables lie on.
abstract class SessionContract {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final Duration STRAGGLERS = Duration.ofSeconds(30);
  private static final Hash GROUP = new Hash(0x123456789abcdefL, 42);
  private static final Hash OTHER_GROUP = new Hash(0x123456789abcdefL, 43);
  private static final Hash A = new Hash(-7, 1);
  private static final Hash B = new Hash(7, -1);

  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Chance chance = Chance.of(new SplittableRandom(7));
  private Store store = unopened();
  private SessionLoop loop = unopenedLoop();
  private int connection;

  abstract Tables openTables() throws IOException;

  @SuppressWarnings("NullAway") // until BeforeEach
  private static Store unopened() {
    return null;
  }

  @SuppressWarnings("NullAway") // until BeforeEach
  private static SessionLoop unopenedLoop() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    store = Store.open(this::openTables, clock, chance, StoreOptions.UNBOUNDED);
    loop = new SessionLoop(store, clock, () -> {});
    store.enroll(Map.of("sessions", Bytes.utf8("content")), enrolled -> {});
    store.step();
    connection = 1;
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void crashAndStart() throws IOException {
    store.close();
    open();
  }

  private Waiting of(Hash group, Hash session, String... payloads) {
    List<Fragment> fragments =
        Stream.of(payloads).map(payload -> Fragments.of(1, payload)).toList();
    Grouping grouping = new Grouping.Session(group, session, TIMEOUT.toMillis());
    return new Waiting(grouping, fragments, fragments.size());
  }

  private void keep(List<Waiting> waiting, SessionMark... marks) {
    int count = waiting.stream().mapToInt(Waiting::count).sum();
    Arrival arrival = new Arrival(connection, count, Map.of(), waiting, List.of(marks));
    List<Outcome> outcomes = new ArrayList<>();
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    store.step();
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Kept.class).hasSize(1);
  }

  private void keep(Hash session, String... payloads) {
    keep(List.of(of(GROUP, session, payloads)));
  }

  private SessionMark ended(Hash session) {
    return new SessionMark.Ended(GROUP, Set.of(session));
  }

  private SessionMark started(Hash session, Hash... before) {
    return new SessionMark.Started(GROUP, Set.of(session), Set.of(before));
  }

  /// Lets time pass and everything happen that has come due.
  private void pass(Duration duration) {
    clock.advance(duration);
    for (int i = 0; i < 20; i++) {
      loop.step();
      store.step();
    }
  }

  private List<Row> rows() throws IOException {
    return store.read(store.opening(connection).head(), 1_000, 4 << 20).rows();
  }

  /// What is in each closed session, in the order in which they closed.
  private List<List<String>> closed() throws IOException {
    List<List<String>> closed = new ArrayList<>();
    for (Row row : rows()) {
      closed.add(store.fragments(row).stream().map(Fragments::payload).toList());
    }
    return closed;
  }

  private LedgerLine ledger() throws IOException {
    Audit audit = store.audit().getFirst();
    assertThat(audit.agrees()).as(audit.toString()).isTrue();
    return audit.ledger();
  }

  private void strike(Row row) {
    List<Boolean> durable = new ArrayList<>();
    Strike.Gone gone =
        new Strike.Gone(List.of(row.key()), List.of(SessionPart.of(row)), row.storedBytes());
    store.strike(
        new Strike(store.opening(connection), gone, null, List.of(), row.count(), durable::add));
    store.step();
    assertThat(durable).containsExactly(true);
  }

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
    assertThat(store.audit().getFirst().rows()).isZero();
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
  void whatCameDueWhileDown_closesAtTheStart() throws IOException {
    keep(A, "a1");
    store.close();
    clock.advance(Duration.ofHours(3));
    open();
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
    assertThat(store.audit().getFirst().rows()).isZero();
    assertThat(ledger().delivered()).isEqualTo(50);
  }
}
