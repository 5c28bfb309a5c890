package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is who in the store while configurations come and go.
abstract class RosterContract extends StoreCase {
  private static final Grouping SESSION =
      new Grouping.Session(new Hash(1, 2), new Hash(3, 4), 60_000);

  /// Connections by name, each with the content settings that follow its name.
  private Map<String, Enrolled> enroll(String... namesAndContents) {
    Map<String, Bytes> contents = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      contents.put(namesAndContents[i], Bytes.utf8(namesAndContents[i + 1]));
    }
    List<@Nullable Map<String, Enrolled>> answers = new ArrayList<>();
    store.enroll(contents, answers::add);
    store.step();
    Map<String, Enrolled> enrolled = answers.getFirst();
    assertThat(enrolled).isNotNull();
    return enrolled;
  }

  private static Enrolled of(Map<String, Enrolled> enrolled, String name) {
    return Objects.requireNonNull(enrolled.get(name));
  }

  private int enroll(String name) {
    return of(enroll(name, "x"), name).connection();
  }

  private Outcome keep(int connection, Grouping grouping) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Fragment> fragments = List.of(Fragments.of(3, "a"));
    Arrival arrival =
        new Arrival(
            connection, 3, Map.of(), List.of(new Waiting(grouping, fragments, 3)), List.of());
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    store.step();
    return outcomes.getFirst();
  }

  private boolean adopt(int former, int heir) {
    List<Boolean> answers = new ArrayList<>();
    store.adopt(former, heir, answers::add);
    store.step();
    return answers.getFirst();
  }

  private boolean discard(int former) {
    List<Boolean> answers = new ArrayList<>();
    store.discard(former, answers::add);
    store.step();
    return answers.getFirst();
  }

  private boolean hold(int connection, @Nullable Held held) {
    List<Boolean> answers = new ArrayList<>();
    store.streams().hold(connection, held, answers::add);
    store.step();
    return answers.getFirst();
  }

  @Test
  void whatAPersonHolds_staysHeld_overACrash_untilAPersonEndsIt() throws IOException {
    int a = enroll("a");
    Held paused = new Held(Held.Why.PAUSED, "", 7);
    Held gone = new Held(Held.Why.STREAM_GONE, "stream", 1_760_000_000_000L);
    assertThat(store.streams().held(a)).isNull();
    assertThat(hold(a, paused)).isTrue();
    assertThat(hold(a + 1, gone)).isTrue();
    crash();
    assertThat(store.streams().held(a)).isEqualTo(paused);
    assertThat(store.streams().held(a + 1)).isEqualTo(gone);
    assertThat(hold(a, null)).isTrue();
    crash();
    assertThat(store.streams().held(a)).isNull();
    assertThat(store.streams().held(a + 1)).isEqualTo(gone);
  }

  @Test
  void whichStreamItSendsTo_isKnownOverACrash_andForgottenWhenAPersonSaysThatAnotherIsMeant()
      throws IOException {
    int a = enroll("a");
    Birth birth = new Birth("arn:aws:firehose:eu-west-1:1:deliverystream/s", 1_760_000_000_123L);
    Held paused = new Held(Held.Why.PAUSED, "", 7);
    assertThat(store.streams().birth(a)).isNull();
    store.streams().witness(a, birth);
    store.step();
    assertThat(hold(a, paused)).isTrue();
    assertThat(hold(a, null)).as("a pause says nothing of the stream").isTrue();
    crash();
    assertThat(store.streams().birth(a)).isEqualTo(birth);
    assertThat(store.streams().birth(a + 1)).isNull();
    assertThat(hold(a, new Held(Held.Why.STREAM_ANEW, "s", 8))).isTrue();
    assertThat(hold(a, null)).isTrue();
    assertThat(store.streams().birth(a)).isNull();
    crash();
    assertThat(store.streams().birth(a)).isNull();
  }

  private List<String> labels() {
    return store.ledger().stream().map(LedgerLine::connection).toList();
  }

  @Test
  void aConnection_keepsItsNumber_andARevisionIsSharedByEqualContent() throws IOException {
    Map<String, Enrolled> first = enroll("a", "x", "b", "x");
    crash();
    assertThat(enroll("b", "x", "a", "x")).isEqualTo(first);
    Map<String, Enrolled> changed = enroll("a", "y", "b", "x");
    assertThat(of(changed, "b")).isEqualTo(of(first, "b"));
    assertThat(of(changed, "a").connection()).isEqualTo(of(first, "a").connection());
    assertThat(of(changed, "a").revision()).isNotEqualTo(of(first, "a").revision());
    assertThat(store.content(of(changed, "a").revision())).isEqualTo(Bytes.utf8("y"));
  }

  @Test
  void whatARemovedConnectionOwes_isKept_andNotInheritedByANewOneOfItsName() throws IOException {
    int old = enroll("a");
    keep(old, new Grouping.Alone());
    enroll("b");
    assertThat(labels()).containsExactly("a#" + old, "b");
    crash();
    int young = enroll("a");
    assertThat(young).isNotEqualTo(old);
    assertThat(labels()).containsExactly("a", "a#" + old);
    assertThat(store.ledger().getFirst().pending()).isZero();
    assertThat(store.formers()).containsExactly(new Former(old, "a", 0));
    assertThat(store.ledger()).allMatch(LedgerLine::balanced);
  }

  @Test
  void aRemovedConnectionThatOwesNothing_isNotHeardOfAgain() {
    int old = enroll("a");
    enroll("b");
    assertThat(labels()).containsExactly("b");
    assertThat(store.formers()).isEmpty();
    assertThat(enroll("a")).isNotEqualTo(old);
  }

  @Test
  void anAdoption_isKept_andOnlyOfAFormerByAPresentOne() throws IOException {
    int old = enroll("a");
    keep(old, new Grouping.Alone());
    int heir = enroll("b");
    assertThat(adopt(heir, heir)).as("a present one").isFalse();
    assertThat(adopt(old, old)).as("by a former one").isFalse();
    assertThat(adopt(99, heir)).as("one that never was").isFalse();
    assertThat(adopt(old, heir)).isTrue();
    crash();
    assertThat(store.formers()).containsExactly(new Former(old, "a", heir));
    assertThat(discard(old)).as("an adopted one is sent, not discarded").isFalse();
  }

  @Test
  void whatIsDiscarded_isCounted_andGone() throws IOException {
    int old = enroll("a");
    keep(old, new Grouping.Alone());
    keep(old, SESSION);
    int other = enroll("b");
    keep(other, new Grouping.Alone());
    assertThat(discard(other)).as("a present one").isFalse();

    clock.advance(Duration.ofDays(2));
    List<SessionTimer> due = awaitTimers();
    store.close(due, isDurable -> {});
    assertThat(discard(old)).as("in one write with the close of its session").isTrue();

    assertThat(store.formers()).isEmpty();
    assertThat(labels()).containsExactly("b");
    assertThat(store.audit()).allMatch(Audit::agrees);
    assertThat(store.read(WaitingKey.floor(old, 0), 10, 1 << 20).rows()).isEmpty();
    assertThat(store.read(WaitingKey.floor(other, 0), 10, 1 << 20).rows()).hasSize(1);
    crash();
    assertThat(store.audit()).allMatch(Audit::agrees);
    assertThat(labels()).containsExactly("b");
  }

  private List<SessionTimer> awaitTimers() throws IOException {
    store.timersDue(10);
    store.step();
    List<SessionTimer> due = store.timersDue(10);
    assertThat(due).isNotEmpty();
    return due;
  }

  @Test
  void whatComesInForARemovedConnection_isKeptForIt() {
    int old = enroll("a");
    enroll("b");
    keep(old, new Grouping.Alone());
    assertThat(labels()).containsExactly("a#" + old, "b");
  }

  @Test
  void aRevision_isForgotten_onceNothingWaits_andNothingCanBeOnItsWay() throws IOException {
    Enrolled first = of(enroll("a", "x"), "a");
    keep(first.connection(), new Grouping.Alone());
    enroll("a", "y");
    clock.advance(Duration.ofHours(1));
    enroll("a", "z");
    assertThat(store.content(first.revision())).as("something waits").isNotNull();

    strike(first.connection());
    Enrolled fourth = of(enroll("a", "w"), "a");
    assertThat(store.content(first.revision())).isNull();
    assertThat(keep(first.connection(), new Grouping.Alone()))
        .as("of a request that was on its way for hours")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(store.ledger().getFirst().accepted()).isEqualTo(3);
    Enrolled fifth = of(enroll("a", "v"), "a");
    assertThat(store.content(fourth.revision())).as("just now superseded").isNotNull();
    crash();
    enroll("a", "v");
    assertThat(store.content(fourth.revision())).as("a new process").isNull();
    assertThat(store.content(fifth.revision())).isEqualTo(Bytes.utf8("v"));
  }

  private void strike(int connection) throws IOException {
    Opening opening = store.opening(connection);
    Row row = store.read(opening.head(), 10, 1 << 20).rows().getFirst();
    Strike.Gone gone = new Strike.Gone(List.of(row.key()), List.of(), row.storedBytes());
    store.strike(
        new Strike(opening, gone, null, Strike.Fate.delivered(row.count()), 0, isDurable -> {}));
    store.step();
  }

  @Test
  void whatIsDiscardedOnArrival_isCounted() {
    int connection = enroll("a");
    List<Fragment> fragments = List.of(Fragments.of(3, "a"));
    Arrival arrival =
        new Arrival(
            connection,
            5,
            Map.of("sendScreenViewEvents", 2),
            List.of(new Waiting(new Grouping.Alone(), fragments, 3)),
            List.of());
    store.submit(
        new Submission(
            List.of(new Submission.Part(null, List.of(arrival.discard()))), outcome -> {}));
    store.step();
    LedgerLine line = store.ledger().getFirst();
    assertThat(line.discarded()).isEqualTo(3);
    assertThat(line.pending()).isZero();
    assertThat(line.balanced()).isTrue();
    assertThat(Stream.of(line.filtered())).containsExactly(Map.of("sendScreenViewEvents", 2L));
  }
}
