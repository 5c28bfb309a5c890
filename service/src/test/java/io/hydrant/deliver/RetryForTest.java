package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.answer;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.model.Bytes;
import io.hydrant.store.Audit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long a record is tried before it becomes a dead letter, and what time counts.
final class RetryForTest {
  private static final Duration RETRY_FOR = Duration.ofDays(7);

  private static void aim(Rig rig) {
    rig.deliveryLoop().aim(new Target("stream", rig.firehose, RETRY_FOR, null));
  }

  private static void assertDead(Rig rig, int count) throws IOException {
    assertThat(rig.ledger().pending()).isZero();
    assertThat(rig.ledger().dead()).isEqualTo(count);
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }

  private static ScriptedFirehose.Turn without(String event) {
    return (call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (Bytes record : call.records()) {
        answers.add(answer(!record.text().contains(event), record, taken));
      }
      return new Answer.Decided(answers);
    };
  }

  @Test
  void aRecordThatIsNotTakenForSoLong_isADeadLetter_andNoSooner() throws IOException {
    Rig rig = new Rig(singles());
    aim(rig);
    rig.firehose.otherwise(without("stubborn"));
    rig.submit(batch("stubborn", "other"));
    for (int day = 0; day < 6; day++) {
      rig.submit(batch("day" + day));
      rig.run(Duration.ofDays(1));
    }
    rig.run(Duration.ofHours(23));
    assertThat(rig.ledger().dead()).isZero();
    assertThat(rig.ledger().pending()).isEqualTo(1);

    rig.run(Duration.ofHours(2));
    assertDead(rig, 1);
    assertThat(events(rig)).hasSize(7).doesNotContain("stubborn");
  }

  @Test
  void aStreamThatTakesNothing_hasWhatItWasOfferedGivenUp() throws IOException {
    Rig rig = new Rig(windows());
    aim(rig);
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.submit(batch("a", "b"));
    rig.run(Duration.ofDays(6));
    assertThat(rig.ledger().pending()).isEqualTo(2);
    rig.run(Duration.ofDays(2));
    assertDead(rig, 2);
  }

  @Test
  void anOutageThatIsShorter_costsNothing() throws IOException {
    Rig rig = new Rig(windows());
    aim(rig);
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.submit(batch("a", "b"));
    rig.run(RETRY_FOR.minusHours(1));
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));
    assertThat(rig.ledger().dead()).isZero();
    assertAllDelivered(rig);
  }

  @Test
  void timeInWhichItCouldNotBeSent_doesNotCount() throws IOException {
    Rig rig = new Rig(singles());
    aim(rig);
    rig.firehose.otherwise(without("stubborn"));
    rig.submit(batch("stubborn", "other"));
    rig.run(Duration.ofDays(4));
    rig.deliveryLoop().aim(null);
    rig.run(Duration.ofDays(30));
    rig.crash();
    rig.deliveryLoop().aim(null);
    rig.run(Duration.ofDays(30));

    aim(rig);
    rig.run(Duration.ofDays(2));
    assertThat(rig.ledger().pending()).as("six days of seven").isEqualTo(1);
    rig.run(Duration.ofDays(2));
    assertDead(rig, 1);
  }

  @Test
  void aBlockedConnection_givesNothingUp() throws IOException {
    Rig rig = new Rig(singles());
    aim(rig);
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "not authorized"));
    rig.submit(batch("a"));
    rig.run(Duration.ofDays(9));
    assertThat(rig.ledger().pending()).isEqualTo(1);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(10));
    assertAllDelivered(rig);
  }

  @Test
  void forEver_isForEver() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(without("stubborn"));
    rig.submit(batch("stubborn"));
    rig.run(Duration.ofDays(9));
    assertThat(rig.ledger().pending()).isEqualTo(1);
  }
}
