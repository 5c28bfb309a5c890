package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store does, whatever its tables lie on.
abstract class StoreContract {
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Hash GROUP = new Hash(0x123456789abcdefL, 42);

  final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Chance chance = Chance.of(new SplittableRandom(7));
  private final List<Runnable> beforeWrite = new ArrayList<>();
  private Store store = unopened();
  private int connection;

  /// Opens the tables of this test; called again after each crash.
  abstract Tables openTables() throws IOException;

  @SuppressWarnings("NullAway") // until BeforeEach
  private static Store unopened() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    store =
        Store.open(
            () -> new WatchedTables(openTables(), () -> beforeWrite.forEach(Runnable::run)),
            clock,
            chance,
            StoreOptions.UNBOUNDED);
    connection = enroll("app-events").getFirst().connection();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Enrolled> enroll(String... names) {
    Map<String, Bytes> contents = new LinkedHashMap<>();
    Stream.of(names).forEach(name -> contents.put(name, Bytes.utf8("content")));
    List<@Nullable Map<String, Enrolled>> answers = new ArrayList<>();
    store.enroll(contents, answers::add);
    store.step();
    Map<String, Enrolled> enrolled = answers.getFirst();
    assertThat(enrolled).isNotNull();
    return List.copyOf(enrolled.values());
  }

  private void crashAndStart() throws IOException {
    store.close();
    open();
  }

  private static Submission.Part part(int connection, Grouping grouping, String... payloads) {
    List<Fragment> fragments =
        Stream.of(payloads).map(payload -> Fragments.of(1, payload)).toList();
    Waiting waiting = new Waiting(grouping, fragments, fragments.size());
    return new Submission.Part(
        null,
        List.of(new Arrival(connection, fragments.size(), Map.of(), List.of(waiting), List.of())));
  }

  private Grouping window() {
    return new Grouping.Window(GROUP, INTERVAL.toMillis());
  }

  private List<Outcome> submit(Submission.Part... parts) {
    List<Outcome> outcomes = new ArrayList<>();
    store.submit(new Submission(List.of(parts), outcomes::add));
    return outcomes;
  }

  private Outcome keep(Submission.Part... parts) {
    List<Outcome> outcomes = submit(parts);
    store.step();
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  private List<Row> read() throws IOException {
    return store.read(store.opening(connection).head(), 1_000, 1 << 20).rows();
  }

  private List<String> payloads() throws IOException {
    return read().stream().map(Fragments::payload).toList();
  }

  private LedgerLine ledger() {
    List<LedgerLine> lines = new ArrayList<>(store.ledger());
    lines.removeIf(line -> !line.connection().equals("app-events"));
    return lines.getFirst();
  }

  /// Lets the horizon pass the present.
  private void idle() throws IOException {
    read();
    clock.advance(Duration.ofSeconds(1));
    store.step();
  }

  // ---- the tests

  @Test
  void kept_isReadAtOnce_whenItWaitsWithNobody() throws IOException {
    assertThat(StoreCase.isDuplicate(keep(part(connection, new Grouping.Alone(), "a")))).isFalse();

    assertThat(payloads()).containsExactly("a");
    assertThat(ledger().accepted()).isEqualTo(1);
    assertThat(ledger().pending()).isEqualTo(1);
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void kept_survivesACrash_andWhatWasNotAnsweredMayBeGone() throws IOException {
    keep(part(connection, new Grouping.Alone(), "a"));
    submit(part(connection, new Grouping.Alone(), "never written"));

    crashAndStart();

    assertThat(payloads()).containsExactly("a");
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void window_leavesWhole_atItsEndAndNotBefore() throws IOException {
    keep(part(connection, window(), "a"));
    keep(part(connection, window(), "b"));
    assertThat(payloads()).isEmpty();

    clock.advance(INTERVAL);
    idle();

    assertThat(payloads()).containsExactly("a", "b");
  }

  @Test
  void windowAfterAnIdleTime_isNotOverWhenItsFirstBatchComes() throws IOException {
    clock.advance(INTERVAL.multipliedBy(3));
    keep(part(connection, window(), "a"));
    assertThat(payloads()).isEmpty();
  }

  @Test
  void commitDelayedAcrossAWindowsEnd_addsNothingToWhatWasRead() throws IOException {
    keep(part(connection, window(), "a"));
    // The disk takes longer than the window: what is written meanwhile was due before it was there.
    AtomicInteger slow = new AtomicInteger();
    beforeWrite.add(() -> {
      if (slow.getAndIncrement() == 0) {
        clock.advance(INTERVAL.multipliedBy(2));
      }
    });
    keep(part(connection, window(), "b"));

    Map<WaitingKey, List<String>> seen = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      for (Row row : read()) {
        WaitingKey group = new WaitingKey(connection, row.key().due(), row.key().group(), 0, 0);
        seen.computeIfAbsent(group, g -> new ArrayList<>()).add(Fragments.payload(row));
      }
      strikeAll();
      keep(part(connection, window(), "later" + i));
      clock.advance(INTERVAL);
      idle();
    }

    List<String> all = seen.values().stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates().contains("a", "b", "later0", "later1", "later2");
    // A group that was read and struck off never came back with more.
    assertThat(seen).allSatisfy((group, payloads) -> assertThat(payloads).isNotEmpty());
    assertThat(ledger().balanced()).isTrue();
  }

  /// Strikes off all that can be read.
  private void strikeAll() throws IOException {
    List<Row> rows = read();
    if (!rows.isEmpty()) {
      strike(rows, rows.getLast().key().next(), List.of());
    }
  }

  private void strike(List<Row> gone, @Nullable WaitingKey head, List<Strike.Again> again) {
    int count = gone.stream().mapToInt(Row::count).sum();
    for (Strike.Again row : again) {
      count -= row.value().count();
    }
    long bytes = gone.stream().mapToLong(Row::storedBytes).sum();
    List<WaitingKey> keys =
        gone.stream().map(Row::key).filter(k -> head == null || k.compareTo(head) >= 0).toList();
    List<Boolean> durable = new ArrayList<>();
    Strike.Gone struck = new Strike.Gone(keys, List.of(), bytes);
    Strike.Fate fate = new Strike.Fate(count, again, List.of());
    store.strike(new Strike(store.opening(connection), struck, head, fate, 0, durable::add));
    store.step();
    assertThat(durable).containsExactly(true);
  }

  @Test
  void struckOff_isGoneForGood_alsoOutOfOrder() throws IOException {
    keep(
        part(connection, new Grouping.Alone(), "a"),
        part(connection, new Grouping.Alone(), "b"),
        part(connection, new Grouping.Alone(), "c"));
    List<Row> rows = read();
    strike(List.of(rows.get(1)), null, List.of());
    assertThat(payloads()).containsExactly("a", "c");

    strike(List.of(rows.get(0)), rows.get(2).key(), List.of());
    crashAndStart();

    assertThat(payloads()).containsExactly("c");
    assertThat(ledger().delivered()).isEqualTo(2);
    assertThat(ledger().waitingBytes()).isEqualTo(rows.get(2).storedBytes());
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void crashBetweenReadAndStrike_readsTheSameRowsAgain() throws IOException {
    keep(part(connection, window(), "a"));
    keep(part(connection, window(), "b"));
    clock.advance(INTERVAL);
    idle();
    List<Row> before = read();
    keep(part(connection, window(), "c"));

    crashAndStart();

    assertThat(read()).hasSize(2).isEqualTo(before);
  }

  @Test
  void putAgain_comesBackLater_withGroupAndSequence_andLetsTheHeadMoveOn() throws IOException {
    keep(part(connection, new Grouping.Alone(), "stubborn"));
    WaitingKey first = read().getFirst().key();
    for (int day = 0; day < 3; day++) {
      keep(part(connection, new Grouping.Alone(), "passes" + day));
      List<Row> rows = read();
      Row stubborn =
          rows.stream()
              .filter(r -> Fragments.payload(r).equals("stubborn"))
              .findFirst()
              .orElseThrow();
      strike(
          rows,
          rows.getLast().key().next(),
          List.of(
              new Strike.Again(
                  stubborn.key(),
                  stubborn.with(stubborn.tries().again(true, store.time(), 0, "E")),
                  Duration.ofDays(1).toNanos() / 1000)));
      assertThat(payloads()).isEmpty();
      crashAndStart();
      clock.advance(Duration.ofDays(1));
      idle();
    }

    Row back = read().getFirst();
    assertThat(back.key().sequence()).isEqualTo(first.sequence());
    assertThat(back.key().group()).isEqualTo(first.group());
    assertThat(back.tries().attempts()).isEqualTo(3);
    assertThat(back.tries().firstAgain()).isPositive().isLessThan(store.time());
    assertThat(ledger().delivered()).isEqualTo(3);
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void twoCommitsAtTheSameInstant_areBothReadInOrder() throws IOException {
    keep(part(connection, new Grouping.Alone(), "a"));
    keep(part(connection, new Grouping.Alone(), "b"));

    assertThat(payloads()).containsExactly("a", "b");
    assertThat(read().get(0).key().due()).isLessThan(read().get(1).key().due());
  }

  @Test
  void clockThreeDaysBack_delaysNothing() throws IOException {
    keep(part(connection, window(), "a"));
    clock.step(Duration.ofDays(-3));
    keep(part(connection, window(), "b"));
    clock.advance(INTERVAL);
    idle();
    assertThat(payloads()).containsExactly("a", "b");

    crashAndStart();
    assertThat(payloads()).containsExactly("a", "b");
    keep(part(connection, new Grouping.Alone(), "c"));
    assertThat(payloads()).containsExactly("a", "b", "c");
  }

  @Test
  void clockAYearForwardAndBack_expiresNothing() throws IOException {
    Submission.Part marked = marked("r1", "a");
    keep(marked);
    keep(part(connection, window(), "w"));
    clock.step(Duration.ofDays(365));
    idle();
    assertThat(payloads()).as("a window keeps its length").containsExactly("a");
    assertThat(StoreCase.isDuplicate(keep(marked))).isTrue();
    clock.step(Duration.ofDays(-365));
    clock.advance(INTERVAL);
    idle();
    assertThat(payloads()).containsExactly("a", "w");
  }

  private Submission.Part marked(String requestId, String payload) {
    Submission.Part part = part(connection, new Grouping.Alone(), payload);
    return new Submission.Part(store.mark("ios", requestId), part.arrivals());
  }

  @Test
  void twins_areKeptOnce_inOneWriteAndAcrossCrashes() throws IOException {
    Submission.Part marked = marked("r1", "a");
    List<Outcome> first = submit(marked);
    List<Outcome> second = submit(marked);
    store.step();
    assertThat(StoreCase.isDuplicate(first.getFirst())).isFalse();
    assertThat(StoreCase.isDuplicate(second.getFirst())).isTrue();

    crashAndStart();
    assertThat(StoreCase.isDuplicate(keep(marked))).isTrue();
    assertThat(payloads()).containsExactly("a");
    assertThat(ledger().duplicates()).isEqualTo(2);
  }

  @Test
  void marks_areKeptThirtyDaysAndForgottenAfterSixty() throws IOException {
    Submission.Part marked = marked("r1", "a");
    keep(marked);
    clock.advance(Duration.ofDays(30));
    assertThat(StoreCase.isDuplicate(keep(marked))).isTrue();
    crashAndStart();
    clock.advance(Duration.ofDays(31));
    assertThat(StoreCase.isDuplicate(keep(marked))).isFalse();
    assertThat(StoreCase.isDuplicate(keep(marked))).isTrue();
  }

  @Test
  void audit_countsWhatLiesThere_behindTheHeadOrNot() throws IOException {
    keep(
        part(connection, new Grouping.Alone(), "a", "b"),
        part(connection, window(), "c"),
        part(connection, new Grouping.Alone(), "d"));
    strike(List.of(read().getFirst()), read().get(1).key(), List.of());

    Audit audit = store.audit().getFirst();

    assertThat(audit.ledger()).isEqualTo(ledger());
    assertThat(audit.rows()).isEqualTo(3);
    assertThat(audit.waiting().pending()).isEqualTo(3);
    assertThat(audit.agrees()).isTrue();
  }

  @Test
  void manyRows_areSweptBehindTheHead() throws IOException {
    for (int i = 0; i < 50; i++) {
      keep(part(connection, new Grouping.Alone(), "x".repeat(600) + i));
    }
    clock.advance(Duration.ofMinutes(2));
    strikeAll();
    assertThat(ledger().waitingBytes()).isZero();
    WaitingKey head = store.opening(connection).head();
    assertThat(store.read(WaitingKey.floor(connection, 0), 100, 1 << 20).rows())
        .as("nothing is left behind the head " + head)
        .isEmpty();
  }

  @Test
  void largeValues_comeBackAsTheyWent() throws IOException {
    String large = "äöü{\"a\":1}".repeat(10_000);
    keep(part(connection, new Grouping.Alone(), large));
    assertThat(payloads()).containsExactly(large);
    assertThat(read().getFirst().storedBytes()).isLessThan(large.length());
  }
}
