package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alert;
import io.hydrant.alert.AlertType;
import io.hydrant.firehose.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people are told of calls.
final class ReportTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void anErrorThatNobodyKnows_isSentAgain_andIsAnAlertOfItsOwn() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(refuses(418, "NobodyKnowsThisException", "secret"));
    rig.firehose.then((call, taken) ->
        new Answer.Decided(
            call.records().stream()
                .<Answer.RecordAnswer>map(record -> new Answer.NotTaken("Neverheard", "secret"))
                .toList()));
    rig.firehose.otherwise(takes());
    rig.submit(batch(names(3), ""));
    rig.run(MINUTE);

    assertThat(rig.ledger().delivered()).isEqualTo(3);
    assertThat(rig.deliveryLoop().figures().unheardOf()).isEqualTo(2);
    List<Alert> alerts = rig.alerts.ranked();
    assertThat(alerts).extracting(Alert::type).containsExactly(AlertType.UNKNOWN_ERROR);
    assertThat(alerts.getFirst().recent(rig.nowMillis())).isEqualTo(2);
    assertThat(alerts.getFirst().sample()).isEqualTo("Neverheard");
  }
}
