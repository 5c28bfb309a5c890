package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.model.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that refuses calls for what they carry.
final class HalvingTest {
  private static final String POISON = "poison";

  /// Refuses calls with such a record, as a whole.
  private static ScriptedFirehose.Turn refusesCallsWith(Predicate<String> record, String code) {
    return (call, taken) ->
        call.records().stream().map(Bytes::text).anyMatch(record)
            ? new Answer.Refused(400, code, "a message", null)
            : takes().answer(call, taken);
  }

  private static ScriptedFirehose.Turn poisoned() {
    return refusesCallsWith(text -> text.contains(POISON), "ValidationException");
  }

  private static List<String> with(int place, int count) {
    List<String> names = new ArrayList<>(names(count));
    names.set(place, POISON);
    return names;
  }

  private static List<String> without(int place, int count) {
    List<String> names = with(place, count);
    names.remove(place);
    return names;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 77, 249, 250, 251, 374, 498, 499})
  void oneRecordInFiveHundred_isFoundByTenCallsMore_andAllOthersAreTakenOnce(int place)
      throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(poisoned());
    rig.submit(batch(with(place, 500), ""));
    rig.run(Duration.ofMillis(900));

    long refused = rig.firehose.calls().stream().filter(HalvingTest::isPoisoned).count();
    assertThat(refused).isLessThanOrEqualTo(10);
    int firstAlone = rig.firehose.calls().size();
    for (int i = 0; i < rig.firehose.calls().size(); i++) {
      if (isPoisoned(rig.firehose.calls().get(i)) && sizeOf(rig, i) == 1) {
        firstAlone = i;
        break;
      }
    }
    assertThat(firstAlone).as("calls beyond the first until it is found").isLessThanOrEqualTo(10);
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(without(place, 500));
    assertThat(rig.deliveryLoop().figures().never()).isEqualTo(1);
  }

  private static int sizeOf(Rig rig, int call) {
    return rig.firehose.calls().get(call).records().size();
  }

  private static boolean isPoisoned(io.hydrant.firehose.Call call) {
    return call.records().stream().anyMatch(record -> record.text().contains(POISON));
  }

  @Test
  void aStreamThatRefusesEverythingForAMoment_makesNoneNever() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(refuses(400, "ValidationException", "a message"));
    rig.submit(batch("a"));
    rig.run(Duration.ofMillis(100));
    rig.submit(batch("b"));
    rig.run(SOON);

    assertThat(rig.deliveryLoop().figures().never()).isZero();
    assertThat(events(rig)).containsExactlyInAnyOrder("a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void oneRecordInFiveHundredBatches_isFoundAsWell() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(poisoned());
    with(301, 500).forEach(name -> rig.submit(batch(name)));
    rig.run(SOON);

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(without(301, 500));
    assertThat(rig.deliveryLoop().figures().never()).isEqualTo(1);
    assertThat(rig.firehose.calls()).hasSizeLessThanOrEqualTo(1 + 10 + 1);
  }

  @Test
  void aStreamThatIsNotDirectPut_isBlocked_andNoneOfTenThousandRecordsIsNever() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(
        refuses(
            400,
            "InvalidArgumentException",
            "This operation is not permitted on KinesisStreamAsSource delivery stream type."));
    for (int i = 0; i < 20; i++) {
      rig.submit(batch(names(500), ""));
    }
    rig.run(Duration.ofMinutes(2));
    int before = rig.firehose.calls().size();
    assertThat(before).isLessThan(20);
    assertThat(rig.deliveryLoop().state())
        .isInstanceOfSatisfying(
            DeliveryState.Blocked.class,
            blocked -> assertThat(blocked.cause()).isEqualTo(BlockedCause.NOT_DIRECT_PUT));
    rig.run(Duration.ofHours(1));

    assertThat(rig.firehose.calls().size() - before).isBetween(45, 85);
    assertThat(rig.held()).isZero();
    assertThat(rig.deliveryLoop().figures().never()).isZero();
    assertThat(rig.ledger().pending()).isEqualTo(10_000);
    assertThat(rig.ledger().dead()).isZero();

    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));
    assertAllDelivered(rig);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());
  }

  @Test
  void aStreamThatTookRecordsAMomentAgo_andRefusesAllNow_costsNoRecord() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch(names(500), ""));
    rig.run(SOON);
    rig.firehose.otherwise(refuses(400, "InvalidArgumentException", "not active"));
    rig.submit(batch(names(500), ""));
    rig.run(Duration.ofMinutes(10));

    assertThat(rig.deliveryLoop().figures().never()).isZero();
    assertThat(rig.ledger().delivered()).isEqualTo(500);
    assertThat(rig.deliveryLoop().state()).isInstanceOf(DeliveryState.Blocked.class);
  }

  @Test
  void whenAllIsRefusedNoMore_theOneThatStillIs_doesNotKeepTheOthers() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "ValidationException", ""));
    rig.submit(batch(with(0, 300), ""));
    rig.run(Duration.ofMinutes(5));
    rig.firehose.otherwise(poisoned());
    rig.run(Duration.ofMinutes(10));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(without(0, 300));
    assertThat(rig.deliveryLoop().figures().never()).isPositive();
  }

  @Test
  void whatBlockedOnce_isNoEvidenceAgainstTheStreamLater() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "ValidationException", ""));
    rig.submit(batch(names(2), ""));
    rig.run(Duration.ofMinutes(5));
    assertThat(rig.deliveryLoop().state()).isInstanceOf(DeliveryState.Blocked.class);
    rig.firehose.otherwise(poisoned());
    rig.run(Duration.ofMinutes(2));
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());

    rig.submit(batch(POISON));
    rig.run(SOON);
    rig.submit(batch("after"));
    rig.run(SOON);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());
    assertThat(rig.deliveryLoop().figures().never()).isEqualTo(1);
    assertThat(events(rig)).contains("after");
  }

  @Test
  void aRecordRefusedAlone_waits_untilAnotherShowsThatOthersPass() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(poisoned());
    rig.submit(batch(POISON));
    rig.run(Duration.ofHours(1));
    assertThat(rig.firehose.calls()).hasSizeLessThan(150);
    assertThat(rig.deliveryLoop().figures().never()).isZero();

    rig.submit(batch("a"));
    rig.run(Duration.ofMinutes(2));
    assertThat(events(rig)).containsExactly("a");
    assertThat(rig.deliveryLoop().figures().never()).isPositive();
  }

  @Test
  void severalPoisonedRecords_areFoundOneAfterAnother() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(poisoned());
    List<String> names = new ArrayList<>(names(2_000));
    List.of(0, 1, 2, 700, 1_300, 1_999).forEach(place -> names.set(place, POISON));
    rig.submit(batch(names, ""));
    rig.run(Duration.ofSeconds(3));

    names.removeIf(POISON::equals);
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(rig.deliveryLoop().figures().never()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void throttlingDuringASearch_doesNotEndIt() throws IOException {
    Rig rig = new Rig(singles());
    int[] count = {0};
    rig.firehose.otherwise((call, taken) ->
        count[0]++ % 2 == 1
            ? new Answer.Refused(503, "ServiceUnavailableException", "Slow down.", null)
            : poisoned().answer(call, taken));
    rig.submit(batch(with(123, 500), ""));
    rig.run(Duration.ofMinutes(1));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(without(123, 500));
  }

  @Test
  void aCallRefusedForItsSize_isHalved_andLaterOnesAreNoLarger() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise((call, taken) ->
        bytes(call) > 1_100_000
            ? new Answer.Refused(
                400, "InvalidArgumentException", "Records size exceeds 4 MB limit", null)
            : takes().answer(call, taken));
    String large = "\"large\":\"" + "x".repeat(20_000) + "\"";
    for (int i = 0; i < 10; i++) {
      rig.submit(batch(names(100), large));
    }
    rig.run(Duration.ofMinutes(1));

    long refused = rig.firehose.calls().stream().filter(call -> bytes(call) > 1_100_000).count();
    assertThat(refused).isBetween(1L, 10L);
    assertThat(rig.deliveryLoop().figures().never()).isZero();
    assertAllDelivered(rig);
    int before = rig.firehose.calls().size();
    rig.submit(batch(names(200), large));
    rig.run(Duration.ofMinutes(1));
    assertThat(rig.firehose.calls().subList(before, rig.firehose.calls().size()))
        .allMatch(call -> bytes(call) <= 1_100_000);
  }

  private static long bytes(io.hydrant.firehose.Call call) {
    return call.records().stream().mapToLong(Bytes::length).sum();
  }
}
