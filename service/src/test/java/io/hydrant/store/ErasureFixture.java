package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.IdentitySet;
import io.hydrant.audience.MemberRecall;
import io.hydrant.audience.MembershipChange;
import io.hydrant.audience.Subject;
import io.hydrant.audience.User;
import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.AudienceToggle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A store in which people lie everywhere, and who forgets them, on one thread. It is opened anew
/// after every step, as after a crash: each step is one write.
abstract class ErasureFixture {
  static final String ANN = "ann@example.com";
  static final String BOB = "bob@example.com";
  static final long AUDIENCE = 7;
  static final Hash SESSION = new Hash(8, 8);

  final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  final List<Boolean> answers = new ArrayList<>();
  Store store = unopened();
  SessionLoop sessions = noSessions();
  ErasureSweep sweep = noSweep();
  int connection;
  private @Nullable Tables tables;

  /// Opens the same tables again, as after a crash.
  abstract Tables openTables() throws IOException;

  @SuppressWarnings("NullAway") // until BeforeEach
  private static Store unopened() {
    return null;
  }

  @SuppressWarnings("NullAway") // until BeforeEach
  private static SessionLoop noSessions() {
    return null;
  }

  @SuppressWarnings("NullAway") // until BeforeEach
  private static ErasureSweep noSweep() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    Chance chance = Chance.of(new SplittableRandom(4));
    store = Store.open(() -> tables = openTables(), clock, chance, StoreOptions.UNBOUNDED);
    sessions = new SessionLoop(store, clock, () -> {});
    sweep = store.erasures().sweep(recall());
    List<@Nullable Map<String, Enrolled>> enrolled = new ArrayList<>();
    store.enroll(Map.of("c", Bytes.utf8("x")), enrolled::add);
    store.step();
    connection =
        Objects.requireNonNull(Objects.requireNonNull(enrolled.getFirst()).get("c")).connection();
  }

  @AfterEach
  void close() {
    store.close();
  }

  MemberRecall recall() {
    return new MemberRecall(store.hash());
  }

  void crash() throws IOException {
    store.close();
    open();
    assertThat(store.audit())
        .allSatisfy(audit -> assertThat(audit.agrees()).as(audit.toString()).isTrue());
  }

  LedgerLine ledger() {
    return store.ledger().getFirst();
  }

  void submit(List<Arrival> arrivals, AudienceStep... steps) {
    List<Outcome> outcomes = new ArrayList<>();
    Submission.Part part = new Submission.Part(null, arrivals, List.of(steps));
    store.submit(new Submission(List.of(part), outcomes::add));
    store.step();
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Kept.class).hasSize(1);
  }

  void keep(Grouping grouping, Fragment... fragments) {
    for (Fragment fragment : fragments) {
      Waiting waiting = new Waiting(grouping, List.of(fragment), fragment.count());
      submit(
          List.of(
              new Arrival(connection, fragment.count(), Map.of(), List.of(waiting), List.of())));
    }
  }

  void session(Hash group, Fragment... fragments) {
    keep(new Grouping.Session(group, SESSION, Duration.ofMinutes(1).toMillis()), fragments);
  }

  void enters(@Nullable String mpid, String email) {
    IdentitySet identities =
        new IdentitySet(Map.of(IdentityType.EMAIL, Bytes.utf8('"' + email + '"')));
    User user = mpid == null ? User.of(identities, store.hash()) : User.of(mpid, store.hash());
    AudienceContent content =
        new AudienceContent(
            Set.of(AudienceToggle.FORWARD_EMAIL_ADDRESSES), Set.of(), null, Map.of());
    submit(
        List.of(),
        new AudienceStep.Naming(AUDIENCE, "name", null, true),
        new MembershipChange(
            Objects.requireNonNull(user),
            AUDIENCE,
            MembershipChange.Action.ADD,
            identities,
            1,
            List.of(new AudienceRoute(connection, content, false))));
  }

  void pass(Duration duration) {
    clock.advance(duration);
    for (int i = 0; i < 5; i++) {
      sessions.step();
      store.step();
    }
  }

  List<Row> rows() throws IOException {
    store.read(store.opening(connection).head(), 1_000, 1 << 20);
    clock.advance(Duration.ofMillis(1));
    store.step();
    return store.read(store.opening(connection).head(), 1_000, 1 << 20).rows();
  }

  void giveUpAll() throws IOException {
    List<Row> rows = rows();
    List<Strike.Dead> dead =
        rows.stream()
            .map(row -> new Strike.Dead(row.key(), row.with(row.tries()), DeadCause.BROKEN, "E"))
            .toList();
    long bytes = rows.stream().mapToLong(Row::storedBytes).sum();
    Strike.Gone gone = new Strike.Gone(rows.stream().map(Row::key).toList(), List.of(), bytes);
    store.strike(
        new Strike(
            store.opening(connection),
            gone,
            null,
            new Strike.Fate(0, List.of(), dead),
            0,
            answers::add));
    store.step();
  }

  String begin(Subject who) throws IOException {
    String id = forget(who);
    crash();
    return id;
  }

  /// Begins an erasure.
  String forget(Subject who) {
    // The same chance begins anew at each start.
    clock.advance(Duration.ofMillis(1));
    List<@Nullable String> ids = new ArrayList<>();
    store.erasures().begin(who.isByMpid(), who.hashes(), recall(), clock.millis(), ids::add);
    store.step();
    return Objects.requireNonNull(ids.getFirst());
  }

  Subject mpid(String mpid) {
    return Subject.of(mpid, store.hash());
  }

  Subject email(String email) {
    Map<IdentityType, Bytes> identities = Map.of(IdentityType.EMAIL, Bytes.utf8('"' + email + '"'));
    return Objects.requireNonNull(Subject.of(null, identities, store.hash()));
  }

  /// Sweeps to the end, with a crash after each write.
  ///
  /// @return how many there were
  int sweep() throws IOException {
    return sweep(true);
  }

  int sweep(boolean crashes) throws IOException {
    int writes = 0;
    while (true) {
      switch (sweep.step(clock.millis(), answers::add)) {
        case NOTHING -> {
          return writes;
        }
        case ANOTHER -> {}
        case ANSWER -> {
          write(crashes);
          writes++;
        }
        case LOOPS -> throw new IllegalStateException("there is no loop");
        case PURGE -> {
          assertThat(sweep.purge()).isTrue();
          sweep.end(clock.millis(), answers::add);
          write(crashes);
          writes++;
        }
      }
    }
  }

  void write(boolean crashes) throws IOException {
    store.step();
    if (crashes) {
      crash();
    }
  }

  Erasure found(String id) throws IOException {
    return Objects.requireNonNull(store.erasures().find(id)).erasure();
  }

  /// How many keys hold any of these texts, or these numbers as eight bytes.
  int keysWith(List<String> texts, long number) throws IOException {
    byte[] end = new byte[50];
    Arrays.fill(end, (byte) -1);
    String binary =
        new String(
            ByteBuffer.allocate(Long.BYTES).putLong(number).array(), StandardCharsets.ISO_8859_1);
    int found = 0;
    for (Family family : Family.values()) {
      try (TablesView.Cursor cursor =
          Objects.requireNonNull(tables).scan(family, new byte[0], end)) {
        for (; cursor.valid(); cursor.next()) {
          String key = new String(cursor.key(), StandardCharsets.ISO_8859_1);
          found += key.contains(binary) || texts.stream().anyMatch(key::contains) ? 1 : 0;
        }
      }
    }
    return found;
  }

  /// How often a text lies in the tables, compressed rows included.
  int lying(String text) throws IOException {
    byte[] end = new byte[50];
    Arrays.fill(end, (byte) -1);
    int lying = 0;
    for (Family family : Family.values()) {
      try (TablesView.Cursor cursor =
          Objects.requireNonNull(tables).scan(family, new byte[0], end)) {
        for (; cursor.valid(); cursor.next()) {
          byte[] value = cursor.value();
          if (family == Family.DEAD) {
            value = DeadLetter.rowValue(value);
          }
          boolean isRow =
              family == Family.WAITING || family == Family.DEAD || family == Family.SESSIONS;
          if (isRow && value.length > 8) {
            WaitingKey any = WaitingKey.floor(1, 1);
            value = RowValue.row(any, value).payload().toArray();
          }
          lying += new String(value, StandardCharsets.ISO_8859_1).contains(text) ? 1 : 0;
        }
      }
    }
    return lying;
  }

  void everythingOf(String mpid, String email) throws IOException {
    keep(new Grouping.Alone(), PersonRows.of(mpid, email), PersonRows.of(null, email));
    giveUpAll();
    Hash group = new Hash(mpid.hashCode(), 1);
    session(group, PersonRows.of(mpid, email), PersonRows.of(mpid, email));
    pass(Duration.ofMinutes(3));
    session(group, PersonRows.of(mpid, email));
    keep(new Grouping.Window(group, 3_600_000), PersonRows.of(mpid, email));
    keep(new Grouping.Alone(), PersonRows.of(mpid, email));
    enters(mpid, email);
    enters(null, email);
  }
}
