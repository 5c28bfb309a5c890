package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.INTERVAL;
import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.eventsOf;
import static io.hydrant.deliver.Samples.sessions;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.answer;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.store.Audit;
import io.hydrant.store.Erasure;
import io.hydrant.store.ModelDisk.Fate;
import io.hydrant.store.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a loop sends, and what it does not any more, while a person is being forgotten.
final class ErasingTest {
  private static final String ANN = "1";
  private static final String BOB = "2";

  private static String batch(String mpid, String event) {
    return "{\"mpid\":"
        + mpid
        + ",\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\""
        + event
        + "\",\"session_id\":"
        + mpid
        + "}}]}";
  }

  private static ScriptedFirehose.Turn takesNothingOf(String mpid) {
    return (call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      call.records()
          .forEach(record -> {
            boolean isHers = record.text().contains("\"mpid\":" + mpid);
            answers.add(answer(!isHers, record, taken));
          });
      return new Answer.Decided(answers);
    };
  }

  private static void assertDone(Rig rig, String id, int events) throws IOException {
    assertThat(rig.erasure(id).stage()).isEqualTo(Erasure.Stage.DONE);
    assertThat(rig.erasure(id).counts()).isEqualTo(new Erasure.Counts(events, 0));
    assertThat(rig.ledger().erased()).isEqualTo(events);
    assertThat(rig.store().audit())
        .allSatisfy(audit -> assertThat(audit.agrees()).as(audit.toString()).isTrue());
  }

  private static List<String> sent(Rig rig) {
    return rig.firehose.calls().stream()
        .flatMap(call -> call.records().stream())
        .flatMap(record -> eventsOf(record.text()).stream())
        .toList();
  }

  private static List<Row> rows(Rig rig) throws IOException {
    return rig.store().read(rig.store().opening(rig.way().connection()).head(), 9, 1 << 20).rows();
  }

  @Test
  void whatIsAboutToBeSent_isNot() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch(ANN, "a"));
    rig.submit(batch(BOB, "b"));
    rig.turn();
    rig.run(Duration.ofMillis(25));
    assertThat(rig.held()).as("encoded already").isPositive();
    assertThat(rig.firehose.calls()).isEmpty();
    String id = rig.erase(ANN);
    rig.run(SOON);
    assertThat(sent(rig)).containsExactly("b");
    assertDone(rig, id, 1);
  }

  @Test
  void whatIsInACall_isErasedWhenItComesBack_andDeliveredWhenItIsTaken() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(takesNothingOf(ANN));
    rig.submit(batch(ANN, "a"));
    rig.submit(batch(BOB, "b"));
    rig.run(Duration.ofMillis(65));
    assertThat(rig.firehose.calls()).hasSize(1);
    String id = rig.erase(ANN);
    rig.submit(batch(ANN, "later"));
    rig.run(SOON);
    assertThat(sent(rig)).containsExactly("a", "b", "later");
    assertThat(rig.ledger().delivered()).isEqualTo(2);
    assertDone(rig, id, 1);
  }

  @Test
  void aCallWithoutAnAnswer_isWaitedFor() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.fallSilent();
    rig.submit(batch(ANN, "a"));
    rig.run(SOON);
    String id = rig.erase(ANN);
    rig.run(Duration.ofMinutes(1));
    assertThat(rig.erasure(id).stage()).isEqualTo(Erasure.Stage.SWEEPING);
    rig.crash();
    rig.firehose.speakAgain();
    rig.run(SOON);
    assertThat(rig.firehose.calls()).hasSize(1);
    assertDone(rig, id, 1);
  }

  @Test
  void whatWasPutAgain_encoded_isFound() throws IOException {
    Rig rig = new Rig(windows());
    rig.firehose.otherwise(takesNothingOf(ANN));
    rig.submit(batch(ANN, "a"));
    for (int i = 0; i < 40; i++) {
      rig.submit(batch(BOB, "b" + i));
      rig.run(INTERVAL);
    }
    assertThat(rig.ledger().pending()).isEqualTo(1);
    assertThat(rows(rig)).extracting(Row::kind).containsExactly(Row.Kind.MESSAGE);
    String id = rig.erase(ANN);
    rig.run(Duration.ofMinutes(5));
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofHours(3));
    assertThat(rig.ledger().delivered()).isEqualTo(40);
    assertDone(rig, id, 1);
  }

  @Test
  void aBlockedConnection_looksThroughWhatIsDueAndWhatIsNot() throws IOException {
    Rig rig = new Rig(windows());
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "no"));
    rig.submit(batch(ANN, "a"));
    rig.submit(batch(BOB, "b"));
    rig.run(INTERVAL.plus(SOON));
    rig.submit(batch(ANN, "open"));
    rig.submit(batch(BOB, "open"));
    String id = rig.erase(ANN);
    rig.run(Duration.ofSeconds(5));
    assertThat(rig.ledger().pending()).isEqualTo(2);
    assertDone(rig, id, 2);
  }

  @Test
  void aConnectionThatSendsToNobody_looksThroughItsSessions() throws IOException {
    Rig rig = new Rig(sessions());
    rig.submit(batch(ANN, "a"));
    rig.submit(batch(BOB, "b"));
    rig.deliveryLoop().aim(null);
    rig.run(Duration.ofHours(1));
    rig.submit(batch(ANN, "open"));
    rig.submit(batch(BOB, "open"));
    assertThat(rig.ledger().pending()).isEqualTo(2);
    assertThat(rig.ledger().sessions()).isEqualTo(2);
    String id = rig.erase(ANN);
    rig.run(SOON);
    assertThat(rig.ledger().pending()).isEqualTo(1);
    assertThat(rig.ledger().sessions()).isEqualTo(1);
    assertDone(rig, id, 2);
  }

  @Test
  void pagesThatHoldSomethingCovered_areReadAgainWithoutIt() throws IOException {
    Rig rig = new Rig(singles());
    rig.deliveryLoop().aim(null);
    List<String> bobs = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      boolean isHers = i % 3 == 0;
      rig.submit(batch(isHers ? ANN : BOB, "e" + i));
      if (!isHers) {
        bobs.add("e" + i);
      }
    }
    rig.run(SOON);
    String id = rig.erase(ANN);
    rig.deliveryLoop().aim(rig.target());
    rig.run(Duration.ofSeconds(5));
    assertThat(sent(rig)).containsExactlyElementsOf(bobs);
    assertDone(rig, id, 500);
  }

  @Test
  void aStoreThatFails_andACrash_changeNothing() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "no"));
    for (int i = 0; i < 5; i++) {
      rig.submit(batch(ANN, "a" + i));
      rig.submit(batch(BOB, "b" + i));
    }
    rig.run(SOON);
    String id = rig.erase(ANN);
    rig.turn();
    rig.disk.fates(() -> Fate.FAILS_LOST);
    rig.fail();
    rig.disk.fates(() -> Fate.DURABLE);
    rig.run(Duration.ofMillis(300));
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));
    assertThat(rig.firehose.taken()).allSatisfy(it -> assertThat(it).contains("\"mpid\":" + BOB));
    assertThat(rig.ledger().delivered()).isEqualTo(5);
    assertDone(rig, id, 5);
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }
}
