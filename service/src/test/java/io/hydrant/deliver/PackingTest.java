package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.lines;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Packing;
import io.hydrant.store.Audit;
import io.hydrant.store.RocksDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents that share records.
final class PackingTest {
  private static final Packing PACKING = new Packing(20_480);

  @Test
  void documentsFillRecordsInTheirOrder_andTheLedgerCountsEvents() throws IOException {
    Rig rig = packing(new Rig(lines()));
    rig.submit(batch(names(200), ""));
    rig.run(SOON);

    assertThat(events(rig)).containsExactlyElementsOf(names(200));
    assertThat(rig.firehose.calls()).hasSize(1);
    List<Bytes> records = rig.firehose.calls().getFirst().records();
    int document = rig.firehose.taken().getFirst().indexOf('\n') + 1;
    assertThat(records.subList(0, records.size() - 1))
        .allSatisfy(
            record -> assertThat(record.length()).isBetween(20_480 - document - 10, 20_480));
    assertThat(rig.firehose.taken()).allMatch(record -> record.endsWith("}\n"));
    assertThat(rig.ledger().delivered()).isEqualTo(200);
    assertThat(rig.deliveryLoop().figures().recordsTaken()).isEqualTo(records.size());
    assertAllDelivered(rig);
  }

  @Test
  void thousandBytesADocument_theBillIsAtMostOneTwentieth_aboveTheBytes() throws IOException {
    Rig rig = packing(new Rig(lines()));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1_000; i++) {
      rig.submit(document(i, random.nextInt(340, 540)));
    }
    rig.run(SOON);

    assertAllDelivered(rig);
    long bytes = 0;
    long billed = 0;
    for (Call call : rig.firehose.calls()) {
      for (Bytes record : call.records()) {
        bytes += record.length();
        billed += Math.ceilDiv(record.length(), 5_120) * 5_120L;
      }
    }
    assertThat(bytes / 1_000).as("bytes a document").isBetween(950L, 1_050L);
    assertThat((double) billed / bytes).isLessThanOrEqualTo(1.05);
    Bill bill = rig.deliveryLoop().figures().bill();
    assertThat(bill.bytes()).isEqualTo(bytes);
    assertThat(bill.billed()).isEqualTo(billed);
    assertThat(bill.billedPacked()).isEqualTo(billed);
    assertThat(bill.billedUnpacked()).isEqualTo(1_000 * 5_120L);
  }

  @Test
  void withoutPacking_theBillSaysWhatItWouldSave() throws IOException {
    Rig rig = new Rig(lines());
    for (int i = 0; i < 400; i++) {
      rig.submit(document(i, 600));
    }
    rig.run(SOON);

    Bill bill = rig.deliveryLoop().figures().bill();
    assertThat(bill.billed()).isEqualTo(400 * 5_120L).isEqualTo(bill.billedUnpacked());
    assertThat((double) bill.billedPacked()).isLessThan(1.05 * bill.bytes());
  }

  @Test
  void neitherTooManyNorTooLong() throws IOException {
    Rig rig = new Rig(lines());
    rig.pack(new Packing(Packing.TARGET_BYTES_MAX));
    rig.submit(document(0, 200_000));
    for (int i = 0; i < 30; i++) {
      rig.submit(batch(names(100), ""));
    }
    for (int i = 1; i < 10; i++) {
      rig.submit(document(i, 200_000));
    }
    rig.run(SOON);

    assertThat(rig.firehose.taken())
        .allMatch(record -> record.lines().count() <= FirehoseLimits.RECORD_DOCUMENTS_MAX)
        .anyMatch(record -> record.lines().count() == FirehoseLimits.RECORD_DOCUMENTS_MAX);
    assertThat(rig.firehose.calls().stream().flatMap(call -> call.records().stream()))
        .allMatch(record -> record.length() <= FirehoseLimits.RECORD_BYTES_MAX)
        .anyMatch(record -> record.length() > 800_000);
    assertAllDelivered(rig);
  }

  @Test
  void aDocumentLongerThanTheTarget_hasARecordToItself() throws IOException {
    Rig rig = new Rig(lines());
    rig.pack(new Packing(5_120));
    rig.submit(document(0, 100));
    rig.submit(document(1, 6_000));
    rig.submit(document(2, 100));
    rig.run(SOON);

    assertThat(rig.firehose.taken()).hasSize(3).allMatch(record -> record.lines().count() == 1);
    assertAllDelivered(rig);
  }

  @Test
  void documentsWithoutTheirNewline_areNotPacked() throws IOException {
    Rig rig = packing(new Rig(singles()));
    rig.submit(batch("a", "b"));
    rig.run(SOON);

    assertThat(rig.firehose.taken()).hasSize(2);
    assertAllDelivered(rig);
  }

  @Test
  void nothingWaitsLonger_toFillARecord() throws IOException {
    for (boolean isPacked : List.of(true, false)) {
      Rig rig = new Rig(lines());
      rig.pack(isPacked ? PACKING : null);
      rig.turn();
      rig.submit(batch("a"));
      rig.run(Duration.ofMillis(49));
      assertThat(rig.firehose.calls()).as("packed: " + isPacked).isEmpty();
      rig.run(Duration.ofMillis(3));
      assertThat(rig.firehose.calls()).as("packed: " + isPacked).hasSize(1);
    }
  }

  @Test
  void aRecordThatFails_putsItsDocumentsBack_andNoneIsLostOrSentTwice() throws IOException {
    Rig rig = packing(new Rig(lines()));
    rig.firehose.then(takes(i -> i % 2 == 0), takes(i -> i == 0));
    rig.submit(batch(names(200), ""));
    rig.run(Duration.ofMinutes(2));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(200));
    assertAllDelivered(rig);
  }

  @Test
  void everySecondRecordThrottled_crash_noneTakenIsSentTwice() throws IOException {
    everySecondThrottled(new Rig(lines()));
  }

  @Test
  void everySecondRecordThrottled_crash_alsoOnRocksDB(@TempDir Path disk) throws IOException {
    everySecondThrottled(new Rig(lines(), new RocksDisk(disk)::store));
  }

  private static void everySecondThrottled(Rig rig) throws IOException {
    packing(rig);
    rig.firehose.then(takes(i -> i % 2 == 0));
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch(names(200), ""));
    rig.run(SOON);
    int taken = events(rig).size();
    assertThat(taken).isBetween(50, 150);
    assertThat(rig.ledger().delivered()).isEqualTo(taken);

    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));

    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(200));
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
    assertAllDelivered(rig);
    rig.store().close();
  }

  @Test
  void asManyAnswersAsDocuments_areNotAsManyAsRecords() throws IOException {
    Rig rig = packing(new Rig(lines()));
    rig.firehose.then((call, taken) -> new Answer.Decided(tenTaken()));
    rig.submit(batch(names(10), ""));
    rig.run(SOON);

    assertThat(rig.firehose.calls().getFirst().records()).hasSize(1);
    assertThat(events(rig)).as("sent again").containsExactlyElementsOf(names(10));
    assertAllDelivered(rig);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 511, 512, 777, 999})
  void aDocumentForWhichCallsAreRefused_isFoundByTenCallsMore_andAllOthersAreTakenOnce(int place)
      throws IOException {
    Rig rig = packing(new Rig(lines()));
    rig.firehose.otherwise((call, taken) ->
        call.records().stream().anyMatch(record -> record.text().contains("\"poison\""))
            ? new Answer.Refused(400, "ValidationException", "a message", null)
            : takes().answer(call, taken));
    List<String> names = new ArrayList<>(names(1_000));
    names.set(place, "poison");
    for (int i = 0; i < 1_000; i += 100) {
      rig.submit(batch(names.subList(i, i + 100), ""));
    }
    rig.run(SOON);

    long refused =
        rig.firehose.calls().stream()
            .filter(call -> call.records().stream().anyMatch(r -> r.text().contains("poison")))
            .count();
    assertThat(refused).isLessThanOrEqualTo(11);
    names.remove("poison");
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(rig.deliveryLoop().figures().never()).isEqualTo(1);
  }

  @Test
  void whereOnlyPutRecordIsAllowed_itsRecordIsPackedToo() throws IOException {
    Rig rig = packing(new Rig(lines()));
    String denied = "User: u is not authorized to perform: firehose:PutRecordBatch on resource: s";
    rig.firehose.then(refuses(400, "AccessDeniedException", denied));
    rig.submit(batch(names(200), ""));
    rig.run(SOON);

    assertThat(rig.firehose.calls().getLast().operation()).isEqualTo(Call.Operation.PUT_RECORD);
    assertThat(rig.firehose.taken()).hasSizeLessThan(20);
    assertThat(events(rig)).containsExactlyInAnyOrderElementsOf(names(200));
    assertAllDelivered(rig);
  }

  private static List<Answer.RecordAnswer> tenTaken() {
    List<Answer.RecordAnswer> taken = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      taken.add(new Answer.Taken("id"));
    }
    return taken;
  }

  @Test
  void packingIsTodays_alsoForWhatWaits() throws IOException {
    Rig rig = new Rig(lines());
    rig.firehose.then(takesInSilence(), refuses(500, "InternalFailure", ""));
    rig.submit(batch(names(20), ""));
    rig.run(Duration.ofMillis(200));
    assertThat(rig.firehose.taken()).hasSize(20);

    rig.pack(PACKING);
    rig.run(Duration.ofMinutes(1));
    assertThat(rig.firehose.calls().getLast().records()).hasSizeLessThan(20);
    assertThat(events(rig)).hasSize(40);
    assertAllDelivered(rig);
  }

  @Test
  void thePackersStepIsFirehoses() {
    assertThat(Packing.STEP_BYTES).isEqualTo(FirehoseLimits.BILLED_UNIT_BYTES);
    assertThat(Packing.TARGET_BYTES_MAX).isEqualTo(FirehoseLimits.RECORD_BYTES_MAX);
  }

  private static Rig packing(Rig rig) {
    rig.pack(PACKING);
    return rig;
  }

  /// A batch whose only event has a name so long.
  private static String document(int number, int characters) {
    return batch(List.of("e" + number), "\"a\":\"" + "x".repeat(characters) + "\"");
  }
}
