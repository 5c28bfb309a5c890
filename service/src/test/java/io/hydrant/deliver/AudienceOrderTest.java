package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.settings.Packing;
import io.hydrant.store.Audit;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import io.hydrant.store.ModelDisk;
import io.hydrant.store.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Messages of audiences leave in the order of the changes of each user, whatever becomes of them.
final class AudienceOrderTest extends AudienceCase {
  private static final Duration RETRY_FOR = Duration.ofHours(1);

  private static ScriptedFirehose.Turn refusesCallsWith(String name) {
    return (call, taken) ->
        call.records().stream().anyMatch(each -> each.text().contains("\"" + name + "\""))
            ? new Answer.Refused(400, "ValidationException", "a message", null)
            : takes().answer(call, taken);
  }

  private void retryFor(Duration retryFor) {
    rig.deliveryLoop().aim(new Target("stream", rig.firehose, retryFor, null));
  }

  // ---- while it waits for one

  @Test
  void aMessageThatFailed_holdsUpItsUser_andNobodyElse() {
    rig.firehose.otherwise(takesAllBut("a1"));
    keep("a1", "a2", "b1", "b2", "c1", "a3");
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).containsExactly("b1", "c1", "b2");

    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).containsExactly("b1", "c1", "b2", "a1", "a2", "a3");
    assertAllDelivered(rig);
  }

  @Test
  void messagesOfOneChange_leaveInTheirOrder() {
    keep(List.of(change(names("a", 3), 0), change(names("b", 3), 0)));
    keep("a4");
    rig.run(SOON);
    assertThat(taken()).hasSize(7);
    assertAllDelivered(rig);
  }

  @Test
  void aCallWithoutAnAnswer_isWaitedFor() {
    rig.firehose.fallSilent();
    keep("a1", "a2");
    rig.run(Duration.ofMinutes(1));
    assertThat(rig.firehose.calls()).hasSize(1);
    assertThat(taken()).containsExactly("a1");
  }

  @Test
  void aCallOfUnknownFate_isRepeatedBeforeTheNextLeaves() {
    rig.firehose.then(takesInSilence(), takesInSilence());
    keep("a1", "a2", "a3");
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).containsExactly("a1", "a1", "a1", "a2", "a3");
    assertAllDelivered(rig);
  }

  @Test
  void aStreamThatIsDownForLong_getsThemInOrder() {
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    keep("a1", "a2", "b1");
    rig.run(Duration.ofHours(1));
    keep("a3", "b2");
    rig.run(Duration.ofMinutes(10));
    assertThat(rig.held()).as("nothing is kept for it").isZero();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(10));
    assertThat(taken()).hasSize(5);
    assertAllDelivered(rig);
  }

  @Test
  void aBlockedConnection_getsThemInOrder() {
    rig.firehose.then(takesAllBut("a1"));
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "no"));
    keep("a1", "a2", "b1", "b2");
    rig.run(Duration.ofHours(1));
    assertThat(taken()).containsExactly("b1");
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(10));
    assertThat(taken()).hasSize(4);
    assertAllDelivered(rig);
  }

  @Test
  void anotherStream_waitsForTheAnswersOfTheOneBefore() {
    rig.firehose.fallSilent();
    keep("a1", "a2");
    rig.run(SOON);
    retryFor(RETRY_FOR);
    rig.run(SOON);
    assertThat(taken()).containsExactly("a1");
  }

  @Test
  void packed_noRecordHasTwoOfOneUser() {
    rig.pack(Packing.STANDARD);
    for (int i = 1; i <= 5; i++) {
      keep("a" + i, "b" + i, "c" + i, "d" + i);
    }
    rig.run(Duration.ofSeconds(5));
    assertThat(rig.firehose.calls()).hasSize(5);
    assertThat(taken()).hasSize(20);
    assertAllDelivered(rig);
  }

  // ---- when one is given up

  @Test
  void aRecordThatIsNeverTaken_isDeadBeforeTheNextLeaves() {
    rig.firehose.otherwise(refusesCallsWith("a1"));
    keep("a1", "a2", "b1", "b2", "c1");
    rig.run(Duration.ofMinutes(1));
    assertThat(rig.ledger().dead()).isEqualTo(1);
    assertThat(rig.ledger().pending()).isZero();
    assertThat(taken()).hasSize(4).contains("a2");
  }

  @Test
  void aRecordTriedForTooLong_isDeadBeforeTheNextLeaves() {
    retryFor(RETRY_FOR);
    rig.firehose.otherwise(takesAllBut("a1"));
    keep("a1", "a2");
    for (int minute = 0; minute < 50; minute++) {
      keep("b" + (minute + 1));
      rig.run(Duration.ofMinutes(1));
    }
    assertThat(taken()).hasSize(50).doesNotContain("a2");
    rig.run(Duration.ofMinutes(20));
    assertThat(rig.ledger().dead()).isEqualTo(1);
    assertThat(taken()).endsWith("a2");
  }

  @Test
  void replayed_theyGoBehindWhatWasSentSince_andKeepTheirOrder() throws IOException {
    retryFor(Duration.ofSeconds(1));
    rig.firehose.otherwise(takesAllBut("a1", "a2", "a3"));
    keep("a1", "a2", "a3", "a4");
    for (int i = 1; i <= 20; i++) {
      keep("b" + i);
      rig.run(Duration.ofMinutes(1));
    }
    assertThat(rig.ledger().dead()).isEqualTo(3);
    assertThat(taken()).contains("a4").doesNotContain("a1");

    rig.firehose.then(takesAllBut("a1"), takesAllBut("a1"));
    rig.firehose.otherwise(takes());
    replayed.addAll(List.of("a1", "a2", "a3"));
    DeadSelection all = DeadSelection.all(rig.way().connection());
    rig.store().deadLetters().begin(DeadWork.of(DeadWork.Kind.REPLAY_ALL, all, 1), begun -> {});
    rig.store().step();
    rig.store()
        .deadLetters()
        .advance(rig.way().connection(), 2, (a, k, known) -> false, done -> {});
    rig.store().step();
    rig.store()
        .deadLetters()
        .advance(rig.way().connection(), 2, (a, k, known) -> false, done -> {});
    rig.run(Duration.ofMinutes(1));
    assertThat(taken().stream().filter(name -> userOf(name).equals("a")))
        .containsExactly("a4", "a1", "a2", "a3");
    assertAllCounted();
  }

  private void assertAllCounted() throws IOException {
    assertThat(rig.ledger().pending()).isZero();
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }

  // ---- on disk

  @Test
  void itIsNeverPutAgain_howeverLongOthersPass() throws IOException {
    rig.firehose.otherwise(takesAllBut("a1"));
    keep("a1", "a2");
    Row before = firstRow();
    for (int i = 1; i <= 50; i++) {
      keep("b" + i);
      rig.run(Duration.ofMinutes(1));
    }
    assertThat(taken()).hasSize(50);
    assertThat(firstRow().key()).isEqualTo(before.key());
    assertThat(rig.ledger().pending()).isEqualTo(2);

    rig.crash();
    rig.run(SOON);
    assertThat(taken()).as("what passed is gone").hasSize(50);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).hasSize(52).endsWith("a1", "a2");
    assertAllDelivered(rig);
  }

  private Row firstRow() throws IOException {
    rig.run(SOON);
    return rig.store()
        .read(rig.store().opening(rig.way().connection()).head(), 10, 1 << 20)
        .rows()
        .getFirst();
  }

  @Test
  void aCrash_bringsBackTheLastOneAtMost() throws IOException {
    keep("a1", "a2", "a3");
    rig.firehose.then(takes());
    rig.firehose.otherwise(takesInSilence());
    rig.run(Duration.ofMillis(150));
    assertThat(taken()).startsWith("a1", "a2");
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).endsWith("a2", "a3");
    assertAllDelivered(rig);
  }

  @Test
  void aStoreThatIsOpenedAgain_goesOnWhereItWas() {
    keep("a1", "a2", "a3", "b1", "b2");
    rig.firehose.then(takesAllBut("b1"));
    rig.run(Duration.ofMillis(55));
    rig.disk.fates(() -> ModelDisk.Fate.FAILS_LOST);
    rig.fail();
    rig.disk.fates(() -> ModelDisk.Fate.DURABLE);
    rig.run(Duration.ofMinutes(1));
    assertThat(taken()).hasSize(5);
    assertAllDelivered(rig);
  }
}
