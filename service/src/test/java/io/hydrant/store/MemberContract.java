package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Audiences and what is known of their members. The store is opened anew after every step, as
/// after a crash: each step is one write.
abstract class MemberContract extends StoreCase {
  private static final long ID = 7;
  private static final Hash ANN = new Hash(1, 1);
  private static final Hash BOB = new Hash(2, 2);

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

  /// A user enters or leaves an audience: what is known of him is what was said of him, one after
  /// the other, and each is one message of all of it.
  private record Said(Hash user, String what, long audience, boolean enters, int connection)
      implements AudienceStep.MemberChange {
    @Override
    public Set<Integer> connections() {
      return Set.of(connection);
    }

    @Override
    public int size() {
      return what.length();
    }

    @Override
    public AudienceStep.Changed of(
        @Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences) {
      String before = known == null ? "" : known.text();
      boolean isNew = enters != before.endsWith("+");
      Audience audience = audiences.apply(audience());
      if (audience == null) {
        return new AudienceStep.Changed(known, List.of(), List.of());
      }
      String now = before + what + (enters ? "+" : "-");
      AudienceMessage message =
          new AudienceMessage(audience.id(), Bytes.utf8(audience.calledName() + ":" + now));
      return new AudienceStep.Changed(
          Bytes.utf8(now),
          isNew
              ? List.of(
                  new AudienceStep.Effect(
                      audience.id(),
                      enters ? AudienceChange.Kind.ENTERED : AudienceChange.Kind.LEFT))
              : List.of(),
          List.of(
              new AudienceArrival(
                  connection,
                  Map.of("asked", 1),
                  List.of(new AudienceArrival.Numbered(0, message)),
                  0)));
    }
  }

  private AudienceStep enters(Hash user, String what) {
    return new Said(user, what, ID, true, connection);
  }

  private AudienceStep leaves(Hash user, String what) {
    return new Said(user, what, ID, false, connection);
  }

  private static AudienceStep named(String name) {
    return new AudienceStep.Naming(ID, name, null, true);
  }

  private Outcome submit(@Nullable Hash mark, AudienceStep... steps) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    Submission.Part part = new Submission.Part(mark, List.of(), List.of(steps));
    store.submit(new Submission(List.of(part), outcomes::add));
    store.step();
    crash();
    return outcomes.getFirst();
  }

  private List<Row> rows() throws IOException {
    store.read(store.opening(connection).head(), 1_000, 1 << 20);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    return store.read(store.opening(connection).head(), 1_000, 1 << 20).rows();
  }

  private List<String> messages() throws IOException {
    return rows().stream().map(row -> AudienceMessage.of(row.payload()).document().text()).toList();
  }

  private Audience audience() {
    return Objects.requireNonNull(store.audiences().find(ID));
  }

  private String known(Hash user) throws IOException {
    Bytes known = store.audiences().known(user);
    return known == null ? "" : known.text();
  }

  @Test
  void naming_createsOnce_andNamesAnew_onlyWhereItSaysSo() throws IOException {
    submit(null, named("one"));
    long created = audience().created();
    submit(null, new AudienceStep.Naming(ID, "two", "Two", false));
    assertThat(audience()).isEqualTo(new Audience(ID, "one", null, created, 0, null));
    submit(null, new AudienceStep.Naming(ID, "three", "Three", true));
    assertThat(audience()).isEqualTo(new Audience(ID, "three", "Three", created, 0, null));
    assertThat(store.audiences().all()).containsExactly(audience());
  }

  @Test
  void changes_knowWhatThoseBeforeThemLeft_inOneWriteAndInAnother() throws IOException {
    submit(null, named("n"), enters(ANN, "a"), enters(BOB, "b"), enters(ANN, "c"));
    submit(null, leaves(ANN, "d"));
    assertThat(known(ANN)).isEqualTo("a+c+d-");
    assertThat(known(BOB)).isEqualTo("b+");
    assertThat(audience().members()).isEqualTo(1);
    assertThat(messages()).containsExactly("n:a+", "n:a+c+", "n:b+", "n:a+c+d-");
  }

  @Test
  void messagesOfOneUser_lieInTheOrderOfTheChanges_underHisHash() throws IOException {
    submit(null, named("n"), enters(BOB, "1"), enters(ANN, "1"), enters(BOB, "2"));
    submit(null, enters(ANN, "2"), enters(BOB, "3"));
    for (Hash user : List.of(ANN, BOB)) {
      List<Row> his = rows().stream().filter(row -> row.key().group().equals(user)).toList();
      assertThat(his.stream().map(row -> row.key().sequence())).isSorted();
      assertThat(his).hasSize(user.equals(ANN) ? 2 : 3);
    }
  }

  @Test
  void theLedgerCountsMessages_sentOrNot() throws IOException {
    submit(null, named("n"), enters(ANN, "a"));
    LedgerLine line = store.ledger().getFirst();
    assertThat(line.accepted()).isEqualTo(2);
    assertThat(line.filtered()).isEqualTo(Map.of("asked", 1L));
    assertThat(line.pending()).isEqualTo(1);
    assertThat(line.waitingBytes()).isEqualTo(rows().getFirst().storedBytes());
  }

  @Test
  void aTwin_changesNothing() throws IOException {
    Hash mark = new Hash(9, 9);
    submit(mark, named("n"), enters(ANN, "a"));
    Outcome twin = submit(mark, enters(ANN, "a"));
    assertThat(isDuplicate(twin)).isTrue();
    assertThat(known(ANN)).isEqualTo("a+");
    assertThat(store.ledger().getFirst().duplicates()).isEqualTo(1);
  }

  @Test
  void deletedAtOnce_saysSo_andNobodyIsInItsSuccessor() throws IOException {
    submit(null, named("n"), enters(ANN, "a"), enters(BOB, "b"));
    submit(null, new AudienceStep.Deleting(ID, 5, false, this::last));
    assertThat(store.audiences().find(ID)).isNull();
    assertThat(messages()).contains("n deleted at 5, of 2");
    submit(null, named("again"));
    assertThat(audience().members()).isZero();
    store.close();
    try (Tables tables = openTables()) {
      assertThat(Members.members(tables, ID, null, 10)).isEmpty();
    }
    open();
  }

  private List<AudienceArrival> last(Audience audience) {
    String text =
        audience.name() + " deleted at " + audience.deletedMillis() + ", of " + audience.members();
    AudienceMessage message = new AudienceMessage(audience.id(), Bytes.utf8(text));
    return List.of(
        new AudienceArrival(
            connection, Map.of(), List.of(new AudienceArrival.Numbered(0, message)), 0));
  }

  @Test
  void membersAreTakenOutInSteps_acrossCrashes_eachOnce_andThenItIsDeleted() throws IOException {
    AudienceStep[] many =
        Stream.concat(
                Stream.of(named("n")),
                Stream.iterate(0, i -> i + 1)
                    .limit(25)
                    .map(i -> enters(new Hash(10 + i, 0), "u" + i)))
            .toArray(AudienceStep[]::new);
    submit(null, many);
    submit(null, new AudienceStep.Deleting(ID, 5, true, this::last));
    assertThat(store.audiences().find(ID)).isNull();
    assertThat(store.audiences().all()).singleElement().matches(Audience::isDeleted);
    submit(null, new AudienceStep.Naming(ID, "in vain", null, true));

    List<TakeOut.Progress> progress = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      store.audiences().takeOut(takeOut(10, progress));
      store.step();
      crash();
    }
    assertThat(progress)
        .containsExactly(
            new TakeOut.Progress.More(new Hash(19, 0)),
            new TakeOut.Progress.More(new Hash(29, 0)),
            new TakeOut.Progress.Done());
    assertThat(store.audiences().all()).isEmpty();
    List<String> left = messages().stream().filter(text -> text.endsWith("out-")).toList();
    assertThat(left).hasSize(25).doesNotHaveDuplicates();
    assertThat(messages().getLast()).isEqualTo("n deleted at 5, of 0");
  }

  private TakeOut takeOut(int max, List<TakeOut.Progress> progress) {
    return new TakeOut(
        ID,
        null,
        max,
        (audience, user) -> new Said(user, "out", ID, false, connection),
        audience -> last(audience.with(-audience.members())),
        progress::add);
  }

  @Test
  void aReplay_leavesOutWhatWasOvertaken_unlessAllIsMeant() throws IOException {
    submit(null, named("n"), enters(ANN, "a"), enters(BOB, "b"));
    giveUp(rows());
    submit(null, leaves(ANN, "later"));
    DeadSelection all = DeadSelection.all(connection);
    Overtaken rule = (audience, key, known) -> audience == ID && known.text().contains("later");
    assertThat(store.deadLetters().count(DeadWork.Kind.REPLAY, all, rule).leftOut()).isEqualTo(1);

    replay(DeadWork.of(DeadWork.Kind.REPLAY, all, 100), rule);
    assertThat(messages()).containsExactly("n:a+later-", "n:b+");
    assertThat(store.ledger().getFirst().dead()).isEqualTo(1);

    replay(DeadWork.of(DeadWork.Kind.REPLAY_ALL, all, 100), rule);
    assertThat(messages()).containsExactly("n:a+later-", "n:b+", "n:a+");
    assertThat(store.ledger().getFirst().dead()).isZero();
  }

  private void giveUp(List<Row> rows) throws IOException {
    List<Strike.Dead> dead =
        rows.stream()
            .map(row ->
                new Strike.Dead(
                    row.key(), row.with(row.tries()), DeadCause.RETRIES_ENDED, "Unavailable"))
            .toList();
    long bytes = rows.stream().mapToLong(Row::storedBytes).sum();
    List<WaitingKey> keys = rows.stream().map(Row::key).toList();
    store.strike(
        new Strike(
            store.opening(connection),
            new Strike.Gone(keys, List.of(), bytes),
            null,
            new Strike.Fate(0, List.of(), dead),
            9,
            durable -> {}));
    store.step();
    crash();
  }

  private void replay(DeadWork work, Overtaken rule) throws IOException {
    store.deadLetters().begin(work, begun -> assertThat(begun).isEqualTo(DeadBegun.BEGUN));
    store.step();
    crash();
    store
        .deadLetters()
        .advance(
            connection,
            10,
            rule,
            done -> assertThat(done).isNotNull().extracting(DeadStep::letters).isEqualTo(1));
    store.step();
    crash();
  }

  @Test
  void whatIsKnownIsKeptByTheWriteThatKeepsTheMessage_orNeitherIs() throws IOException {
    submit(null, named("n"));
    Submission.Part part = new Submission.Part(null, List.of(), List.of(enters(ANN, "a")));
    store.submit(new Submission(List.of(part), outcome -> {}));
    crash();
    assertThat(known(ANN)).isEmpty();
    assertThat(messages()).isEmpty();
    assertThat(audience().members()).isZero();
  }
}
