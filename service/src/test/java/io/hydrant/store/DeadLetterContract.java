package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.Waiting;
import io.hydrant.store.DeadWork.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is given up, and what becomes of it. The store is opened anew after every step, as after a
/// crash: each step is one write.
abstract class DeadLetterContract extends StoreCase {
  private static final int RATE = 100;

  private int connection;

  @Override
  @BeforeEach
  void open() throws IOException {
    super.open();
    connection = enrolled("c");
  }

  @Override
  void crash() throws IOException {
    super.crash();
    assertAgrees();
  }

  private LedgerLine ledger() {
    return store.ledger().getFirst();
  }

  private void keep(Grouping grouping, String... payloads) {
    for (String payload : payloads) {
      List<Fragment> fragments = List.of(Fragments.of(1, payload));
      Waiting waiting = new Waiting(grouping, fragments, 1);
      Arrival arrival = new Arrival(connection, 1, Map.of(), List.of(waiting), List.of());
      store.submit(
          new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcome -> {}));
      store.step();
    }
  }

  private List<Row> rows() throws IOException {
    // Who reads wants what is due in a moment; the horizon passes it.
    store.read(store.opening(connection).head(), 1_000, 1 << 20);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    return store.read(store.opening(connection).head(), 1_000, 1 << 20).rows();
  }

  private static Strike.Dead dead(Row row, String error) {
    RowValue value = row.with(row.tries().again(true, 7, 3, "First"));
    return new Strike.Dead(row.key(), value, DeadCause.RETRIES_ENDED, error);
  }

  /// Gives up all that waits, in one write.
  private List<WaitingKey> giveUp(String error) throws IOException {
    List<Row> rows = rows();
    strike(rows, rows.stream().map(row -> dead(row, error)).toList());
    return rows.stream().map(Row::key).toList();
  }

  private void strike(List<Row> rows, List<Strike.Dead> dead) {
    List<Boolean> durable = new ArrayList<>();
    List<WaitingKey> keys = rows.stream().map(Row::key).toList();
    long bytes = rows.stream().mapToLong(Row::storedBytes).sum();
    Strike.Fate fate = new Strike.Fate(0, List.of(), dead);
    store.strike(
        new Strike(
            store.opening(connection),
            new Strike.Gone(keys, List.of(), bytes),
            null,
            fate,
            9,
            durable::add));
    store.step();
    assertThat(durable).containsExactly(true);
  }

  private List<DeadLetter> letters(DeadSelection selection) throws IOException {
    return store.deadLetters().list(selection, null, 100).letters();
  }

  private DeadSelection all() {
    return DeadSelection.all(connection);
  }

  private DeadBegun begin(Kind kind, DeadSelection selection) {
    List<DeadBegun> begun = new ArrayList<>();
    store.deadLetters().begin(DeadWork.of(kind, selection, RATE), begun::add);
    store.step();
    return begun.getFirst();
  }

  private int advance(int lettersMax) {
    List<@Nullable DeadStep> done = new ArrayList<>();
    store.deadLetters().advance(connection, lettersMax, (a, k, known) -> false, done::add);
    store.step();
    return Objects.requireNonNull(done.getFirst()).letters();
  }

  private List<String> payloads() throws IOException {
    return rows().stream().map(Fragments::payload).toList();
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toArray(String[]::new);
  }

  @Test
  void whatIsGivenUp_isNotWaiting_andKeepsAllThatIsKnownOfIt() throws IOException {
    keep(new Grouping.Alone(), "a", "b");
    List<Row> rows = rows();
    strike(List.of(rows.getFirst()), List.of(dead(rows.getFirst(), "Last")));
    crash();

    assertThat(payloads()).containsExactly("b");
    assertThat(ledger().dead()).isEqualTo(1);
    assertThat(ledger().pending()).isEqualTo(1);
    assertThat(ledger().deadLetters().died()).isEqualTo(1);
    DeadLetter head = letters(all()).getFirst();
    assertThat(head.row().payload()).isEqualTo(Bytes.EMPTY);
    DeadLetter letter = Objects.requireNonNull(store.deadLetters().letter(head.key()));
    assertThat(DeadKey.of(letter.key().id())).isEqualTo(letter.key());
    assertThat(letter.cause()).isEqualTo(DeadCause.RETRIES_ENDED);
    assertThat(letter.lastError()).isEqualTo("Last");
    assertThat(letter.row().tries()).isEqualTo(new Tries(1, 1, 0, 7, 3, "First"));
    assertThat(Fragments.payload(letter.row())).isEqualTo("a");
    assertThat(store.opening(connection).tried()).isEqualTo(9);
  }

  @Test
  void replayed_theyWaitAgain_inTheirGroupAndOrder_asIfNeverSent() throws IOException {
    Hash group = new Hash(3, 4);
    keep(new Grouping.Window(group, 1_000), "a", "b", "c");
    clock.advance(Duration.ofSeconds(2));
    List<WaitingKey> before = giveUp("E");
    assertThat(before).hasSize(3);
    assertThat(begin(Kind.REPLAY, all())).isEqualTo(DeadBegun.BEGUN);
    crash();
    assertThat(advance(1)).as("one group at once").isEqualTo(3);
    crash();
    advance(1);

    List<Row> rows = rows();
    assertThat(rows).extracting(Fragments::payload).containsExactly("a", "b", "c");
    for (int i = 0; i < 3; i++) {
      WaitingKey key = rows.get(i).key();
      assertThat(key).isEqualTo(before.get(i).at(key.due()));
      assertThat(rows.get(i).tries()).isEqualTo(Tries.NONE);
    }
    assertThat(rows.stream().map(row -> row.key().due()).distinct()).hasSize(1);
    assertThat(ledger().dead()).isZero();
    assertThat(ledger().deadLetters()).isEqualTo(new LedgerLine.DeadLetters(0, 3, 3));
    assertThat(store.deadLetters().works()).isEmpty();
    assertAgrees();
  }

  @Test
  void workGoesOnInSteps_acrossCrashes_andLosesAndRepeatsNothing() throws IOException {
    keep(new Grouping.Alone(), names(10));
    giveUp("E");
    assertThat(begin(Kind.REPLAY, all())).isEqualTo(DeadBegun.BEGUN);
    for (int left = 10; left > 0; left -= 2) {
      assertThat(letters(all())).hasSize(left);
      assertThat(ledger().dead()).isEqualTo(left);
      assertThat(advance(2)).isEqualTo(2);
      crash();
    }
    assertThat(advance(2)).isZero();
    assertThat(payloads()).containsExactly(names(10));
    assertThat(store.deadLetters().works()).isEmpty();
  }

  @Test
  void theSameAgain_doesNothingWhileItIsAtWork_andAnotherHasToWait() throws IOException {
    keep(new Grouping.Alone(), names(3));
    giveUp("E");
    assertThat(begin(Kind.REPLAY, all())).isEqualTo(DeadBegun.BEGUN);
    advance(1);
    crash();
    assertThat(begin(Kind.REPLAY, all())).isEqualTo(DeadBegun.AT_WORK);
    assertThat(begin(Kind.DISCARD, all())).isEqualTo(DeadBegun.BUSY);
    assertThat(begin(Kind.REPLAY, new DeadSelection(connection, 0, 9, "")))
        .isEqualTo(DeadBegun.BUSY);
    assertThat(advance(10)).isEqualTo(2);
    assertThat(begin(Kind.REPLAY, all())).as("that was done").isEqualTo(DeadBegun.BEGUN);
  }

  @Test
  void whatDiesAfterAReplayBegan_isNotItsBusiness() throws IOException {
    keep(new Grouping.Alone(), "a", "b");
    giveUp("E");
    begin(Kind.REPLAY, all());
    advance(1);
    giveUp("again");
    assertThat(advance(10)).isEqualTo(1);
    assertThat(payloads()).containsExactly("b");
    assertThat(letters(all())).extracting(DeadLetter::lastError).containsExactly("again");
    assertThat(store.deadLetters().works()).isEmpty();
  }

  @Test
  void aSelection_isByTimeAndError() throws IOException {
    keep(new Grouping.Alone(), "a");
    giveUp("AccessDenied");
    clock.advance(Duration.ofHours(1));
    keep(new Grouping.Alone(), "b");
    giveUp("InternalFailure");
    long between = store.time() - Duration.ofMinutes(30).toNanos() / 1000;

    assertThat(letters(new DeadSelection(connection, 0, between, "")))
        .extracting(DeadLetter::lastError)
        .containsExactly("AccessDenied");
    assertThat(letters(new DeadSelection(connection, between, Long.MAX_VALUE, ""))).hasSize(1);
    assertThat(letters(new DeadSelection(connection, 0, Long.MAX_VALUE, "internal"))).hasSize(1);
    assertThat(letters(new DeadSelection(connection, 0, Long.MAX_VALUE, "FIRST"))).hasSize(2);
    assertThat(letters(new DeadSelection(connection, 0, Long.MAX_VALUE, "ended"))).hasSize(2);
    assertThat(letters(DeadSelection.all(connection + 1))).isEmpty();
    assertThat(store.deadLetters().count(Kind.DISCARD, all(), (a, k, known) -> false).events())
        .isEqualTo(2);

    DeadSelection denied = new DeadSelection(connection, 0, Long.MAX_VALUE, "Denied");
    begin(Kind.REPLAY, denied);
    crash();
    assertThat(advance(10)).isEqualTo(1);
    assertThat(payloads()).containsExactly("a");
    assertAgrees();
  }

  @Test
  void discarded_theyAreGone_andCounted() throws IOException {
    keep(new Grouping.Alone(), names(3));
    giveUp("E");
    begin(Kind.DISCARD, all());
    advance(2);
    crash();
    advance(2);
    assertThat(letters(all())).isEmpty();
    assertThat(ledger().discarded()).isEqualTo(3);
    assertThat(ledger().deadLetters()).isEqualTo(new LedgerLine.DeadLetters(0, 3, 0));
    assertAgrees();
  }

  @Test
  void whatIsOlderThanItsRetention_isGone_andCounted() throws IOException {
    keep(new Grouping.Alone(), "old");
    giveUp("E");
    long before = store.time() + 1;
    keep(new Grouping.Alone(), "young");
    giveUp("F");
    List<@Nullable Integer> done = new ArrayList<>();
    store.deadLetters().expire(connection, before, 10, done::add);
    store.deadLetters().expire(connection, before, 10, done::add);
    store.step();
    assertThat(done).as("in one write").containsExactly(1, 0);
    crash();
    assertThat(letters(all())).extracting(DeadLetter::lastError).containsExactly("F");
    assertThat(ledger().discarded()).isEqualTo(1);
  }

  @Test
  void twoOrdersOfOneWrite_doNotTakeTheSameLetterTwice() throws IOException {
    keep(new Grouping.Alone(), "a");
    giveUp("E");
    begin(Kind.REPLAY, all());
    List<@Nullable Object> done = new ArrayList<>();
    store.deadLetters().expire(connection, store.time() + 1, 10, done::add);
    store.deadLetters().advance(connection, 10, (a, k, known) -> false, done::add);
    store.step();
    assertThat(done).containsExactly(1, new DeadStep(0, 0, List.of()));
    assertThat(payloads()).isEmpty();
    assertAgrees();
  }

  @Test
  void halvesOfOneRow_lieBesideEachOther_whenTheyAreReplayedTogether() throws IOException {
    keep(new Grouping.Alone(), "whole");
    Row row = rows().getFirst();
    Row other = new Row(row.key(), row.kind(), 0, Tries.NONE, Fragments.of(1, "h").stored(), 0);
    strike(List.of(row), List.of(dead(row, "E"), dead(other, "F")));
    begin(Kind.REPLAY, all());
    assertThat(advance(10)).isEqualTo(2);
    assertThat(payloads()).containsExactlyInAnyOrder("whole", "h");
    assertAgrees();
  }

  @Test
  void aClosedSession_diesWithItsFragments_andComesBackWithThem() throws IOException {
    Grouping.Session session = new Grouping.Session(new Hash(1, 2), new Hash(3, 4), 60_000);
    for (Kind kind : Kind.values()) {
      keep(session, "a", "b");
      clock.advance(Duration.ofDays(2));
      closeSessions();
      List<Row> rows = rows();
      assertThat(rows).hasSize(1);
      giveUp("E");
      crash();
      assertThat(ledger().dead()).isEqualTo(2);
      begin(kind, all());
      advance(1);
      crash();
      assertThat(ledger().dead()).isZero();
      if (kind != Kind.DISCARD) {
        Row back = rows().getFirst();
        assertThat(store.fragments(back)).extracting(Fragments::payload).containsExactly("a", "b");
        giveUp("again");
        begin(Kind.DISCARD, all());
        advance(1);
      }
      assertThat(store.audit().getFirst().rows()).as("nothing is left").isZero();
    }
    assertThat(ledger().discarded()).isEqualTo(6);
  }

  private void closeSessions() throws IOException {
    store.timersDue(10);
    store.step();
    store.close(store.timersDue(10), isDurable -> {});
    store.step();
  }

  @Test
  void aFormerConnection_isHeldForItsDeadLetters_untilTheyAreDiscarded() throws IOException {
    keep(new Grouping.Alone(), "a", "b");
    giveUp("E");
    store.enroll(Map.of("d", Bytes.utf8("x")), enrolled -> {});
    store.step();
    assertThat(store.formers()).extracting(Former::connection).containsExactly(connection);
    begin(Kind.REPLAY, all());
    assertThat(advance(1)).isEqualTo(1);
    assertAgrees();
    store.discard(connection, isDone -> {});
    store.step();
    assertThat(store.formers()).isEmpty();
    assertThat(store.deadLetters().works()).isEmpty();
    assertAgrees();
  }
}
