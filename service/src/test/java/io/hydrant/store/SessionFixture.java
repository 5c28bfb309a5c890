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
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A store and the loop that closes its sessions, on one thread and a virtual clock.
abstract class SessionFixture {
  static final Duration TIMEOUT = Duration.ofMinutes(30);
  static final Duration STRAGGLERS = Duration.ofSeconds(30);
  static final Hash GROUP = new Hash(0x123456789abcdefL, 42);
  static final Hash OTHER_GROUP = new Hash(0x123456789abcdefL, 43);
  static final Hash A = new Hash(-7, 1);
  static final Hash B = new Hash(7, -1);

  final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  final Chance chance = Chance.of(new SplittableRandom(7));
  Store store = unopened();
  SessionLoop loop = unopenedLoop();
  int connection;
  private @Nullable Tables tables;

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
    store = Store.open(() -> tables = openTables(), clock, chance, StoreOptions.UNBOUNDED);
    loop = new SessionLoop(store, clock, () -> {});
    store.enroll(Map.of("sessions", Bytes.utf8("content")), enrolled -> {});
    store.step();
    connection = 1;
  }

  @AfterEach
  void close() {
    store.close();
  }

  void crashAndStart() throws IOException {
    store.close();
    open();
  }

  Waiting of(Hash group, Hash session, String... payloads) {
    List<Fragment> fragments =
        Stream.of(payloads).map(payload -> Fragments.of(1, payload)).toList();
    Grouping grouping = new Grouping.Session(group, session, TIMEOUT.toMillis());
    return new Waiting(grouping, fragments, fragments.size());
  }

  void keep(List<Waiting> waiting, SessionMark... marks) {
    int count = waiting.stream().mapToInt(Waiting::count).sum();
    Arrival arrival = new Arrival(connection, count, Map.of(), waiting, List.of(marks));
    List<Outcome> outcomes = new ArrayList<>();
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    store.step();
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Kept.class).hasSize(1);
  }

  void keep(Hash session, String... payloads) {
    keep(List.of(of(GROUP, session, payloads)));
  }

  SessionMark ended(Hash session) {
    return new SessionMark.Ended(GROUP, Set.of(session));
  }

  SessionMark started(Hash session, Hash... before) {
    return new SessionMark.Started(GROUP, Set.of(session), Set.of(before));
  }

  /// Lets time pass and everything happen that has come due.
  void pass(Duration duration) {
    clock.advance(duration);
    for (int i = 0; i < 20; i++) {
      loop.step();
      store.step();
    }
  }

  List<Row> rows() throws IOException {
    return store.read(store.opening(connection).head(), 1_000, 4 << 20).rows();
  }

  /// What is in each closed session, in the order in which they closed.
  List<List<String>> closed() throws IOException {
    List<List<String>> closed = new ArrayList<>();
    for (Row row : rows()) {
      closed.add(store.fragments(row).stream().map(Fragments::payload).toList());
    }
    return closed;
  }

  LedgerLine ledger() throws IOException {
    Audit audit = store.audit().getFirst();
    assertThat(audit.agrees()).as(audit.toString()).isTrue();
    return audit.ledger();
  }

  void strike(Row row) {
    List<Boolean> durable = new ArrayList<>();
    Strike.Gone gone =
        new Strike.Gone(List.of(row.key()), List.of(SessionPart.of(row)), row.storedBytes());
    store.strike(
        new Strike(
            store.opening(connection),
            gone,
            null,
            Strike.Fate.delivered(row.count()),
            0,
            durable::add));
    store.step();
    assertThat(durable).containsExactly(true);
  }

  /// No fragment and no mark.
  void assertNoTrace() throws IOException {
    assertThat(store.audit().getFirst().rows()).isZero();
    Tables lying = Objects.requireNonNull(tables);
    try (TablesView.Cursor cursor =
        lying.scan(Family.SESSIONS, new byte[0], SessionKey.floor(Integer.MAX_VALUE))) {
      assertThat(cursor.valid()).as("something of a session is left").isFalse();
    }
  }
}
