package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Call;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A loop whose target changes while it is at work.
final class AimTest {

  private static Target target(Rig rig, String stream) {
    return new Target(stream, rig.firehose, null, null);
  }

  @Test
  void aWrongStreamName_isRepairedForWhatAlreadyWaits_atOnce() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "ResourceNotFoundException", "not found"));
    rig.submit(batch("a", "b"));
    rig.run(Duration.ofHours(1));
    assertThat(rig.ledger().delivered()).isZero();

    rig.firehose.otherwise(takes());
    rig.deliveryLoop().aim(target(rig, "right"));
    rig.run(SOON);

    assertThat(events(rig)).containsExactly("a", "b");
    assertThat(rig.firehose.calls().getLast().deliveryStreamName()).isEqualTo("right");
    assertAllDelivered(rig);
  }

  @Test
  void withoutATarget_itHolds_andKeepsNothingInMemory() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch("a"));
    rig.run(SOON);
    rig.deliveryLoop().aim(null);
    rig.run(Duration.ofMinutes(5));
    int calls = rig.firehose.calls().size();
    rig.submit(batch("b"));
    rig.run(Duration.ofHours(5));

    assertThat(rig.firehose.calls()).hasSize(calls);
    assertThat(rig.held()).isZero();
    assertThat(rig.deliveryLoop().isIdle()).isTrue();
    assertThat(rig.ledger().pending()).isEqualTo(2);

    rig.firehose.otherwise(takes());
    rig.deliveryLoop().aim(target(rig, "stream"));
    assertThat(rig.deliveryLoop().isIdle()).isFalse();
    rig.run(SOON);
    assertThat(events(rig)).containsExactly("a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void anAnswerOfTheTargetBefore_saysNothingOfTheNewOne() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(refuses(500, "InternalFailure", ""));
    rig.submit(batch("a"));
    rig.run(Duration.ofMillis(55));
    assertThat(rig.firehose.calls()).hasSize(1);
    rig.deliveryLoop().aim(target(rig, "new"));
    rig.submit(batch("b"));
    rig.run(Duration.ofMillis(200));

    assertThat(rig.firehose.calls().stream().map(Call::deliveryStreamName))
        .startsWith("stream", "new");
    assertThat(events(rig)).containsExactlyInAnyOrder("a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void whatWasTakenBeforeTheTargetChanged_isNotSentAgain() throws IOException {
    Rig rig = new Rig(windows());
    rig.submit(batch("a"));
    rig.run(Samples.INTERVAL.plusMillis(60));
    rig.deliveryLoop().aim(null);
    rig.run(SOON);
    rig.deliveryLoop().aim(target(rig, "new"));
    rig.run(Samples.INTERVAL);

    assertThat(events(rig)).containsExactly("a");
    assertAllDelivered(rig);
  }
}
