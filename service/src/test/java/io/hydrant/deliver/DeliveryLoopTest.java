package io.hydrant.deliver;

import static io.hydrant.deliver.ScriptedFirehose.answer;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.simulator.Way;
import io.hydrant.store.ModelDisk.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The loop against a Firehose that behaves as it is told.
final class DeliveryLoopTest {
  private static final Pattern EVENT_NAME = Pattern.compile("\"event_name\":\"([^\"]+)\"");
  private static final Pattern MESSAGE_ID = Pattern.compile("\"message_id\":\"([^\"]+)\"");
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final String DENIED =
      "User: arn:aws:iam::1:user/u is not authorized to perform: firehose:PutRecordBatch on"
          + " resource: arn:aws:firehose:eu-west-1:1:deliverystream/stream";

  private static Content singles() {
    return with(Content.standard(), new Batching.SingleEvents());
  }

  private static Content windows() {
    return with(Content.standard(), new Batching.Windows(INTERVAL.toMillis()));
  }

  private static Content with(Content content, Batching batching) {
    return new Content(
        content.on(),
        content.uniqueId(),
        content.schemaVersion(),
        content.metadataFieldExclusion(),
        content.environment(),
        batching,
        RecordDelimiter.NONE);
  }

  /// A batch of events with these names, of one user.
  private static String batch(String... names) {
    return batch(List.of(names), "");
  }

  private static String batch(List<String> names, String attributes) {
    String events =
        names.stream()
            .map(name ->
                "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + name + "\"}}")
            .collect(Collectors.joining(","));
    return "{\"mpid\":7,\"user_attributes\":{" + attributes + "},\"events\":[" + events + "]}";
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
  }

  private static List<String> found(Pattern pattern, List<String> documents) {
    List<String> found = new ArrayList<>();
    for (String document : documents) {
      Matcher matcher = pattern.matcher(document);
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  private static List<String> events(Rig rig) {
    return found(EVENT_NAME, rig.firehose.taken());
  }

  private static void assertAllDelivered(Rig rig) {
    assertThat(rig.ledger().pending()).isZero();
    assertThat(rig.ledger().waitingBytes()).isZero();
    assertThat(rig.ledger().delivered()).isEqualTo(rig.ledger().accepted());
    assertThat(rig.disk.counted(rig.way().connection())).isZero();
    assertThat(rig.held()).isZero();
  }

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
    Rig rig = new Rig(singles());
    rig.firehose.then(takes(i -> i % 2 == 0));
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch(names(200), ""));
    rig.run(SOON);
    assertThat(rig.ledger().delivered()).isEqualTo(100);

    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(200));
    assertAllDelivered(rig);
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
    assertThat(rig.store().opening(rig.way().connection()).head().sequence())
        .as("the head has passed it")
        .isGreaterThan(1);

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
  void anOverLongGroup_isCutInTheSamePlaces_whateverIsTakenFirst() throws IOException {
    Rig rig = new Rig(windows(), 1_500, 64 << 20);
    for (int i = 0; i < 30; i++) {
      rig.submit(batch("m" + i));
    }
    // Of the first call only the later parts are taken; then the process dies.
    rig.firehose.then(takes(i -> i >= 2));
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(INTERVAL.plus(SOON));
    int before = rig.firehose.taken().size();
    assertThat(before).isGreaterThanOrEqualTo(3);
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));

    assertThat(events(rig)).hasSize(30).doesNotHaveDuplicates();
    assertThat(found(MESSAGE_ID, rig.firehose.taken())).doesNotHaveDuplicates();
    assertAllDelivered(rig);
  }

  @Test
  void anOverLongGroup_takenInSilenceAndReadAgain_hasTheSameIdsAndBytes() throws IOException {
    Rig rig = new Rig(windows(), 1_500, 64 << 20);
    for (int i = 0; i < 30; i++) {
      rig.submit(batch("m" + i));
    }
    rig.firehose.then(takesInSilence());
    rig.firehose.fallSilent();
    rig.run(INTERVAL.plus(SOON));
    List<String> before = List.copyOf(rig.firehose.taken());
    assertThat(before).hasSizeGreaterThan(3);
    rig.crash();
    rig.firehose.speakAgain();
    rig.run(SOON);

    List<String> after = rig.firehose.taken().subList(before.size(), 2 * before.size());
    assertThat(after).isEqualTo(before);
    assertAllDelivered(rig);
  }

  @Test
  void aGroup_isCutWhereTheRevisionChanges() throws IOException {
    Rig rig = new Rig(windows());
    Content other =
        new Content(
            Content.standard().on(),
            "other",
            2,
            List.of(),
            Content.standard().environment(),
            windows().batching(),
            RecordDelimiter.NONE);
    rig.submit(batch("a"));
    rig.content(other);
    rig.submit(batch("b"));
    rig.content(windows());
    rig.submit(batch("c"));
    rig.run(INTERVAL.plus(SOON));

    assertThat(events(rig)).containsExactly("a", "b", "c");
    assertThat(rig.firehose.taken()).hasSize(3);
    assertThat(rig.firehose.taken().get(1)).contains("\"unique_id\":\"other\"");
    assertAllDelivered(rig);
  }

  @Test
  void whatWeCannotEncode_waits_andTheOthersGoOn() throws IOException {
    Rig rig = new Rig(singles());
    int poisoned = 2;
    rig.contents(revision -> {
      if (revision == poisoned) {
        throw new IllegalStateException("a bug of ours");
      }
      return Way.content(rig.store(), revision);
    });
    rig.submit(batch("before"));
    rig.content(windows());
    rig.submit(batch("poison"));
    rig.content(singles());
    rig.submit(batch("after"));
    rig.run(INTERVAL.plus(SOON));
    assertThat(events(rig)).containsExactly("before", "after");
    assertThat(rig.ledger().pending()).isEqualTo(1);
    assertThat(rig.deliveryLoop().figures().broken()).isBetween(1L, 5L);

    rig.run(Duration.ofDays(1));
    assertThat(rig.deliveryLoop().figures().broken()).as("tried rarely").isBetween(10L, 40L);
    rig.contents(revision -> Way.content(rig.store(), revision));
    rig.run(Duration.ofHours(2));
    assertThat(events(rig)).containsExactly("before", "after", "poison");
    assertAllDelivered(rig);
  }

  @Test
  void aStoreThatIsOpenedAgain_losesNothing_andRepeatsNothingThatWasTaken() throws IOException {
    for (Fate fate : List.of(Fate.FAILS_LOST, Fate.FAILS_KEPT)) {
      Rig rig = new Rig(singles());
      rig.firehose.then(takes(i -> i % 2 == 0));
      rig.submit(batch(names(200), ""));
      // The write that strikes off what was taken fails; everything after it succeeds.
      int[] writes = {0};
      rig.disk.fates(() -> rig.firehose.calls().isEmpty() || writes[0]++ > 0 ? Fate.DURABLE : fate);
      rig.run(Duration.ofMinutes(1));

      assertThat(rig.disk.opens()).isEqualTo(2);
      assertThat(events(rig)).as(fate.name()).containsExactlyInAnyOrderElementsOf(names(200));
      assertAllDelivered(rig);
    }
  }

  @Test
  void stopped_sendsNothingMore_butKeepsWhatIsAnswered() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch(names(600), ""));
    rig.turn();
    rig.deliveryLoop().stop();
    rig.run(SOON);
    int calls = rig.firehose.calls().size();
    assertThat(rig.deliveryLoop().isIdle()).isTrue();
    assertThat(calls).isPositive();
    assertThat(rig.ledger().delivered()).isEqualTo(rig.firehose.taken().size());
    rig.submit(batch("later"));
    rig.run(SOON);
    assertThat(rig.firehose.calls()).hasSize(calls);

    rig.crash();
    rig.run(SOON);
    assertThat(events(rig)).hasSize(601).doesNotHaveDuplicates();
    assertAllDelivered(rig);
  }

  @Test
  void stoppedWithoutAnAnswer_isNotIdle() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.fallSilent();
    rig.submit(batch("a"));
    rig.run(SOON);
    rig.deliveryLoop().stop();
    rig.run(Duration.ofSeconds(9));
    assertThat(rig.deliveryLoop().isIdle()).isFalse();
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
