package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alert;
import io.hydrant.alert.AlertType;
import io.hydrant.firehose.Answer;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.simulator.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    assertThat(alerts.getFirst().recent(rig.nowMillis())).isEqualTo(6);
    assertThat(alerts.getFirst().sample()).isEqualTo("Neverheard");
  }

  private static Batch from(Rig rig, String input, String body) {
    Batch batch = Way.batch(body, rig.nowMillis());
    Origin origin = new Origin(input, Channel.SERVER_TO_SERVER, null, false, rig.nowMillis());
    return new Batch(batch.json(), batch.node(), origin);
  }

  private static Alert only(Rig rig) {
    List<Alert> alerts = rig.alerts.ranked();
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }

  @Test
  void anAlertCountsTheRecordsThatWereNotTaken_byInput() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(takes(place -> place > 1));
    rig.submit(from(rig, "app", batch("a")));
    rig.submit(from(rig, "web", batch("b")));
    rig.submit(from(rig, "web", batch("c")));
    rig.run(MINUTE);
    assertThat(only(rig).byInput()).isEqualTo(Map.of("app", 1L, "web", 1L));
  }

  @Test
  void aMessageThatWaitsEncoded_knowsItsInputs() throws IOException {
    Rig rig = new Rig(windows());
    rig.firehose.otherwise((call, taken) ->
        new Answer.Decided(
            call.records().stream()
                .map(data ->
                    ScriptedFirehose.answer(!data.text().contains("\"stuck\""), data, taken))
                .toList()));
    rig.submit(from(rig, "app", batch("stuck")));
    for (int i = 0; i < 200; i++) {
      rig.submit(from(rig, "web", batch("e").replace("\"mpid\":7", "\"mpid\":1" + i)));
      rig.run(Duration.ofSeconds(20));
    }
    Alert alert = only(rig);
    long count = alert.recent(rig.nowMillis());
    assertThat(count).as("more often than is tried in memory").isGreaterThan(8);
    assertThat(alert.byInput()).isEqualTo(Map.of("app", count));
  }
}
