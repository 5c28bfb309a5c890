package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.INTERVAL;
import static io.hydrant.deliver.Samples.MESSAGE_ID;
import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.found;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.answer;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.store.Audit;
import io.hydrant.store.RocksDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loop against a Firehose that behaves as it is told.
final class DeliveryLoopTest {
  private static final String DENIED =
      "User: arn:aws:iam::1:user/u is not authorized to perform: firehose:PutRecordBatch on"
          + " resource: arn:aws:firehose:eu-west-1:1:deliverystream/stream";

  @Test
  void whatIsTaken_isStruckOff() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch("a", "b"));
    rig.run(SOON);

    assertThat(events(rig)).containsExactly("a", "b");
    assertThat(rig.firehose.calls()).hasSize(1);
    assertAllDelivered(rig);
  }

  @Test
  void twoHundredEventsOfOneBatch_everySecondThrottled_crash_noneTakenIsSentTwice()
      throws IOException {
    everySecondThrottled(new Rig(singles()));
  }

  @Test
  void twoHundredEventsOfOneBatch_everySecondThrottled_crash_alsoOnRocksDB(@TempDir Path disk)
      throws IOException {
    everySecondThrottled(new Rig(singles(), new RocksDisk(disk)::store));
  }

  private static void everySecondThrottled(Rig rig) throws IOException {
    rig.firehose.then(takes(i -> i % 2 == 0));
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch(names(200), ""));
    rig.run(SOON);
    assertThat(rig.ledger().delivered()).isEqualTo(100);

    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(200));
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
    assertAllDelivered(rig);
    rig.store().close();
  }

  @Test
  void answersThatNeverCame_repeatTheSameMessages() throws IOException {
    Rig rig = new Rig(windows());
    rig.submit(batch("a"));
    rig.submit(batch("b"));
    rig.firehose.then(takesInSilence());
    rig.run(INTERVAL.plus(SOON));

    assertThat(rig.firehose.taken()).hasSize(2);
    assertThat(rig.firehose.taken().get(0)).isEqualTo(rig.firehose.taken().get(1));
    assertThat(events(rig)).containsExactly("a", "b", "a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void anotherNumberOfAnswersThanRecords_isTakenForNoAnswer() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(
        (call, taken) -> new Answer.Decided(List.of(answer(true, call.records().get(0), taken))),
        (call, taken) -> {
          List<Answer.RecordAnswer> tooMany = new ArrayList<>();
          call.records().forEach(record -> tooMany.add(answer(true, record, taken)));
          tooMany.add(new Answer.Taken("one more"));
          return new Answer.Decided(tooMany);
        });
    rig.submit(batch("a", "b"));
    rig.run(Duration.ofMinutes(1));

    assertThat(events(rig)).containsExactly("a", "a", "b", "a", "b");
    assertThat(new HashSet<>(found(MESSAGE_ID, rig.firehose.taken()))).hasSize(2);
    assertAllDelivered(rig);
  }

  @Test
  void aRecordThatIsRefusedForDays_letsTrafficFlowPast_andTheHeadMoveOn() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(withoutStubborn());
    rig.submit(batch("stubborn"));
    for (int hour = 0; hour < 72; hour++) {
      rig.submit(batch("h" + hour));
      rig.run(Duration.ofHours(1));
    }
    assertThat(events(rig)).hasSize(72).doesNotHaveDuplicates();
    assertThat(rig.ledger().pending()).isEqualTo(1);
    assertThat(rig.store().opening(rig.way().connection()).head().due())
        .as("the head has passed it")
        .isGreaterThan(Duration.ofMillis(Rig.START).plusHours(70).toNanos() / 1000);

    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(10));
    assertThat(events(rig)).hasSize(73).contains("stubborn");
    assertAllDelivered(rig);
  }

  private static ScriptedFirehose.Turn withoutStubborn() {
    return (call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (Bytes record : call.records()) {
        answers.add(answer(!record.text().contains("stubborn"), record, taken));
      }
      return new Answer.Decided(answers);
    };
  }

  @Test
  void iamThatRefusesBatches_isAskedAgainHourly_andPutRecordServesMeanwhile() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise((call, taken) ->
        call.operation() == Call.Operation.PUT_RECORD_BATCH
            ? new Answer.Refused(400, "AccessDeniedException", DENIED, null)
            : takes().answer(call, taken));
    for (int i = 0; i < 240; i++) {
      rig.submit(batch("m" + i));
      rig.run(Duration.ofMinutes(1));
    }

    assertThat(events(rig)).hasSize(240).doesNotHaveDuplicates();
    assertThat(batchCalls(rig)).isEqualTo(4);
    rig.firehose.otherwise(takes());
    rig.submit(batch("x"));
    rig.run(Duration.ofHours(1));
    rig.submit(batch("y"));
    rig.run(SOON);
    rig.submit(batch("z"));
    rig.run(SOON);
    assertThat(batchCalls(rig)).isGreaterThan(5);
    assertAllDelivered(rig);
  }

  private static long batchCalls(Rig rig) {
    return rig.firehose.calls().stream()
        .filter(call -> call.operation() == Call.Operation.PUT_RECORD_BATCH)
        .count();
  }

  @Test
  void accessThatIsGone_isAskedForByFewCalls_andHoldsEverything() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", DENIED));
    rig.submit(batch(names(3_000), ""));
    rig.run(Duration.ofMinutes(5));
    int before = rig.firehose.calls().size();
    rig.run(Duration.ofHours(1));

    assertThat(rig.firehose.calls().size() - before).isBetween(60, 150);
    assertThat(rig.held()).as("nothing is kept encoded").isZero();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(3_000));
    assertThat(batchCalls(rig)).isPositive();
    assertAllDelivered(rig);
  }

  @Test
  void aDeadStream_isAskedAtMost150TimesAnHour_howeverMuchComes() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    for (int minute = 0; minute < 60; minute++) {
      for (int i = 0; i < 20; i++) {
        rig.submit(batch("m" + minute + "-" + i));
        rig.run(Duration.ofSeconds(3));
      }
    }

    assertThat(rig.firehose.calls()).hasSizeBetween(60, 150);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));
    assertThat(events(rig)).hasSize(1_200).doesNotHaveDuplicates();
    assertAllDelivered(rig);
  }

  @Test
  void calls_keepFirehosesLimits() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch(names(1_200), ""));
    String large = "\"large\":\"" + "x".repeat(300_000) + "\"";
    rig.submit(batch(names(40), large));
    rig.run(Duration.ofMinutes(1));

    assertThat(rig.firehose.calls())
        .allSatisfy(call -> {
          assertThat(call.records()).hasSizeLessThanOrEqualTo(FirehoseLimits.CALL_RECORDS_MAX);
          assertThat(call.records().stream().mapToInt(Bytes::length).sum())
              .isLessThanOrEqualTo(FirehoseLimits.CALL_BYTES_MAX);
        });
    assertThat(rig.firehose.calls().getFirst().records()).hasSize(500);
    assertThat(events(rig)).hasSize(1_240);
    assertAllDelivered(rig);
  }

  @Test
  void smallBatches_waitAMomentForEachOther() throws IOException {
    Rig rig = new Rig(singles());
    for (int i = 0; i < 10; i++) {
      rig.submit(batch("m" + i));
      rig.run(Duration.ofMillis(4));
    }
    rig.run(SOON);
    assertThat(rig.firehose.calls()).hasSize(1);
  }

  @Test
  void whatIsHeldEncoded_isBounded() throws IOException {
    Rig rig = new Rig(singles(), 1_024_000, 1 << 20);
    rig.firehose.fallSilent();
    String large = "\"large\":\"" + "x".repeat(100_000) + "\"";
    for (int i = 0; i < 100; i++) {
      rig.submit(batch(List.of("m" + i), large));
    }
    rig.run(SOON);
    assertThat(rig.held()).isBetween(500_000L, 1_300_000L);
    Set<String> names = new HashSet<>(events(rig));
    assertThat(names).hasSizeLessThan(15);
  }
}
