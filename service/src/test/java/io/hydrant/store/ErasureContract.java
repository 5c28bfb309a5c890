package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.audience.User;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A person is forgotten wherever something of him lies, and nobody else is.
abstract class ErasureContract extends ErasureFixture {
  @Test
  void aPerson_isForgottenWhereverHeLies_andNobodyElse() throws IOException {
    everythingOf("1", ANN);
    everythingOf("2", BOB);
    assertThat(lying(ANN)).isEqualTo(lying(BOB)).isGreaterThan(10);
    long before = ledger().pending() + ledger().sessions() + ledger().dead();
    int bobs = lying(BOB);

    String id = begin(mpid("1"));
    assertThat(store.audiences().find(AUDIENCE)).extracting(Audience::members).isEqualTo(3L);
    assertThat(found(id).stage()).isEqualTo(Erasure.Stage.BEGUN);
    assertThat(sweep()).isGreaterThan(5);

    assertThat(lying(ANN)).isZero();
    assertThat(lying(BOB)).isEqualTo(bobs);
    assertThat(store.audiences().find(AUDIENCE)).extracting(Audience::members).isEqualTo(2L);
    Erasure done = found(id);
    assertThat(done.stage()).isEqualTo(Erasure.Stage.DONE);
    assertThat(done.given()).isEmpty();
    assertThat(done.counts().changes()).isEqualTo(2);
    assertThat(done.counts().events() + 2).isEqualTo(before / 2);
    assertThat(ledger().erased()).isEqualTo(before / 2);
    assertThat(ledger().pending() + ledger().sessions() + ledger().dead()).isEqualTo(before / 2);
    assertThat(store.erasures().coverage().isEmpty()).isTrue();
  }

  /// Keys go where no erasure looks: into heads, cursors and counters.
  @Test
  void keysOfRows_nameNobody() throws IOException {
    everythingOf("8800270027002700", ANN);
    begin(email(ANN));
    List<String> names = List.of("8800270027002700", ANN, ANN.substring(0, ANN.indexOf('@')));
    assertThat(lying(ANN)).isGreaterThan(5);
    assertThat(keysWith(names, 8_800_270_027_002_700L)).isZero();
  }

  @Test
  void whoIsNamedByAnIdentity_isFoundByWhatIsKnownOfHim() throws IOException {
    enters("1", ANN);
    keep(new Grouping.Alone(), PersonRows.of("1", "ann@work.example"), PersonRows.of("2", BOB));
    String id = begin(email(ANN));
    assertThat(store.erasures().coverage().of(rows().get(1)))
        .as("nobody knows yet that it is her")
        .isNull();
    sweep();
    assertThat(lying("ann@")).isZero();
    assertThat(lying(BOB)).isEqualTo(1);
    assertThat(found(id).counts()).isEqualTo(new Erasure.Counts(2, 1));
  }

  @Test
  void anotherMpid_isAnotherPerson_whateverTheyShare() throws IOException {
    keep(new Grouping.Alone(), PersonRows.of("1", ANN), PersonRows.of("2", ANN));
    enters("2", ANN);
    enters("1", ANN);
    begin(mpid("1"));
    sweep();
    assertThat(rows()).hasSize(2);
    assertThat(store.audiences().known(User.of("2", store.hash()).key())).isNotNull();
    assertThat(store.audiences().known(User.of("1", store.hash()).key())).isNull();
  }

  @Test
  void whatComesLater_isNotMeant() throws IOException {
    keep(new Grouping.Alone(), PersonRows.of("1", ANN));
    begin(mpid("1"));
    keep(new Grouping.Alone(), PersonRows.of("1", ANN));
    enters("1", ANN);
    enters(null, ANN);
    session(new Hash(1, 1), PersonRows.of("1", ANN));
    sweep();
    assertThat(ledger().erased()).isEqualTo(2);
    assertThat(rows()).hasSize(3);
    assertThat(ledger().sessions()).isEqualTo(2);
    assertThat(store.audiences().find(AUDIENCE)).extracting(Audience::members).isEqualTo(2L);
  }

  @Test
  void ofAClosedSession_thoseOfOthersStay_whereverItIs() throws IOException {
    Hash group = new Hash(1, 1);
    session(group, PersonRows.of("1", ANN), PersonRows.of("2", BOB), PersonRows.of("1", ANN));
    pass(Duration.ofMinutes(3));
    giveUpAll();
    session(new Hash(2, 2), PersonRows.of("2", BOB), PersonRows.of("1", ANN));
    pass(Duration.ofMinutes(3));
    begin(mpid("1"));
    sweep();

    assertThat(lying(ANN)).isZero();
    assertThat(lying(BOB)).isEqualTo(2);
    assertThat(ledger().erased()).isEqualTo(6);
    Row waiting = rows().getFirst();
    assertThat(waiting.count()).isEqualTo(2);
    assertThat(store.fragments(waiting)).hasSize(1);
    DeadLetter dead =
        store.deadLetters().list(DeadSelection.all(connection), null, 9).letters().getFirst();
    assertThat(dead.row().count()).isEqualTo(2);
  }

  @Test
  void manyAtOnce_areOneSweep_andThoseWhoComeLaterTheNext() throws IOException {
    for (String mpid : List.of("1", "2", "3")) {
      keep(new Grouping.Alone(), PersonRows.of(mpid, mpid + ANN));
    }
    String first = begin(mpid("1"));
    String second = begin(mpid("2"));
    sweep.step(clock.millis(), answers::add);
    store.step();
    String third = begin(mpid("3"));
    assertThat(found(first).stage()).isEqualTo(Erasure.Stage.SWEEPING);
    assertThat(found(second).stage()).isEqualTo(Erasure.Stage.SWEEPING);
    assertThat(found(third).stage()).isEqualTo(Erasure.Stage.BEGUN);
    sweep();
    for (String id : List.of(first, second, third)) {
      assertThat(found(id).stage()).isEqualTo(Erasure.Stage.DONE);
      assertThat(found(id).counts()).isEqualTo(new Erasure.Counts(2, 0));
    }
    assertThat(store.erasures().find("0".repeat(32))).isNull();
    assertThat(store.erasures().find("no such thing")).isNull();
  }

  @Test
  void whatMovesBetweenTheLookAndTheWrite_isFoundWhereItWent() throws IOException {
    keep(new Grouping.Alone(), PersonRows.of("1", ANN));
    giveUpAll();
    session(new Hash(1, 1), PersonRows.of("1", ANN));
    String id = begin(mpid("1"));
    store
        .deadLetters()
        .begin(DeadWork.of(DeadWork.Kind.REPLAY, DeadSelection.all(connection), 9), begun -> {});
    store.step();
    clock.advance(Duration.ofMinutes(3));
    store.timersDue(1);
    store.step();
    // Each look is followed, in one write with what it asks for, by what it did not see.
    for (boolean isOver = false; !isOver; ) {
      String doing = Objects.requireNonNull(store.erasures().find(id)).doing();
      ErasureSweep.Next next = sweep.step(clock.millis(), answers::add);
      isOver = next == ErasureSweep.Next.NOTHING || next == ErasureSweep.Next.PURGE;
      if (doing.equals("dead")) {
        store.deadLetters().advance(connection, 9, (a, k, known) -> false, done -> {});
      }
      if (doing.equals("sessions")) {
        sessions.step();
      }
      store.step();
    }
    crash();
    assertThat(lying(ANN)).isZero();
    assertThat(ledger().erased()).isEqualTo(4);
    assertThat(ledger().deadLetters().replayed()).as("it did move").isEqualTo(2);
  }

  @Test
  void thoseDoneLongAgo_areForgottenThemselves() throws IOException {
    String id = begin(mpid("1"));
    sweep();
    clock.advance(Duration.ofMillis(Erasures.KEPT_MILLIS - 1_000));
    begin(mpid("2"));
    assertThat(store.erasures().find(id)).isNotNull();
    clock.advance(Duration.ofSeconds(2));
    begin(mpid("3"));
    assertThat(store.erasures().find(id)).isNull();
    assertThat(store.erasures().coverage().isEmpty()).as("two are under way").isFalse();
  }
}
