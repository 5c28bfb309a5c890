package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.InvalidKmsResourceException;
import software.amazon.awssdk.services.firehose.model.InvalidSourceException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/// The AWS SDK for Java, unchanged, against the emulator.
class JavaSdkTest {
  private final Emulator emulator = Emulator.start(EmulatorOptions.builder().stream("s").build());
  private final FirehoseClient client = client(AccessKey.LOCAL.secret());

  @AfterEach
  void stop() {
    client.close();
    emulator.close();
  }

  @Test
  void a_record_arrives_byte_for_byte() {
    String id = put("s", "a\n");

    List<StoredRecord> stored = emulator.records("s", 0);
    assertThat(stored).hasSize(1);
    assertThat(stored.getFirst().data()).isEqualTo(utf8("a\n"));
    assertThat(stored.getFirst().recordId()).isEqualTo(id).hasSizeGreaterThan(200);
    assertThat(stored.getFirst().invocationId()).isNotNull();
  }

  @Test
  void a_call_of_500_records_is_answered_in_its_order() throws InterruptedException {
    List<Record> records = IntStream.range(0, 500).mapToObj(i -> record("record " + i)).toList();

    PutRecordBatchResponse response =
        client.putRecordBatch(call -> call.deliveryStreamName("s").records(records));

    assertThat(response.failedPutCount()).isZero();
    assertThat(response.encrypted()).isFalse();
    List<StoredRecord> stored = emulator.awaitRecords("s", 500, Duration.ofSeconds(60));
    assertThat(stored.stream().map(StoredRecord::recordId))
        .isEqualTo(
            response.requestResponses().stream()
                .map(PutRecordBatchResponseEntry::recordId)
                .toList())
        .doesNotHaveDuplicates();
    assertThat(new String(stored.get(499).data(), StandardCharsets.UTF_8)).isEqualTo("record 499");
    assertThat(stored.get(499).position()).isEqualTo(499);
  }

  @Test
  void four_megabytes_of_data_are_one_call() {
    List<Record> records =
        IntStream.range(0, 4)
            .mapToObj(
                i -> Record.builder().data(SdkBytes.fromByteArray(new byte[1_000_000])).build())
            .toList();

    client.putRecordBatch(call -> call.deliveryStreamName("s").records(records));

    assertThat(emulator.totals("s")).isEqualTo(new StreamTotals(4, 4_000_000, 4 * 196, 1));
  }

  @Test
  void what_is_wrong_is_thrown_as_its_own_type() {
    assertThatThrownBy(() -> put("nosuch", "a"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Firehose nosuch not found under account 111122223333.")
        .hasMessageContaining("Extended Request ID");
    assertThatThrownBy(() ->
            client.putRecordBatch(
                call -> call.deliveryStreamName("s").records(megabytes(5, 900_000))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("Records size exceeds 4 MB limit");
    emulator.setTrouble("s", StreamTrouble.KEY_DISABLED);
    assertThatThrownBy(() -> put("s", "a"))
        .isInstanceOfSatisfying(
            InvalidKmsResourceException.class,
            e -> assertThat(e.code()).isEqualTo("DisabledException"));
    emulator.setTrouble("s", StreamTrouble.LOGS_ONLY);
    assertThatThrownBy(() -> put("s", "a")).isInstanceOf(InvalidSourceException.class);
    emulator.setTrouble("s", StreamTrouble.NONE);
    emulator.setQuotas(Quotas.NONE.withRequests(1));
    put("s", "a");
    assertThatThrownBy(
            () -> {
              put("s", "a");
              put("s", "a");
            })
        .isInstanceOf(ServiceUnavailableException.class);
    assertThatThrownBy(() -> put("bad name!/", "a"))
        .isInstanceOfSatisfying(
            FirehoseException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    assertThatThrownBy(() -> client.putRecord(call -> call.record(record("a"))))
        .hasMessageContaining("Value null at 'deliveryStreamName'");
  }

  @Test
  void an_attempt_made_again_carries_the_same_invocation_id() {
    emulator.script(Fault.once(Misfortune.reset(Moment.AFTER_STORING)));
    emulator.script(Fault.once(Misfortune.internalFailure().afterStoring()));
    try (FirehoseClient again =
        client(AccessKey.LOCAL.secret(), AwsRetryStrategy.standardRetryStrategy())) {
      again.putRecord(call -> call.deliveryStreamName("s").record(record("a")));
      again.putRecord(call -> call.deliveryStreamName("s").record(record("b")));
    }

    List<String> invocations =
        emulator.records("s", 0).stream()
            .map(record -> String.valueOf(record.invocationId()))
            .toList();
    assertThat(invocations).hasSize(4);
    assertThat(invocations.subList(0, 3)).containsOnly(invocations.getFirst());
    assertThat(invocations.get(3)).isNotEqualTo(invocations.getFirst());
  }

  @Test
  void calls_from_many_threads_are_kept_whole() throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
      for (int call = 0; call < 100; call++) {
        List<Record> records =
            List.of(record(call + " a"), record(call + " b"), record(call + " c"));
        senders.execute(
            () -> client.putRecordBatch(batch -> batch.deliveryStreamName("s").records(records)));
      }
    }
    List<StoredRecord> stored = emulator.awaitRecords("s", 300, Duration.ofSeconds(60));
    for (int i = 0; i < 300; i++) {
      assertThat(stored.get(i).index()).isEqualTo(i);
      assertThat(stored.get(i).position()).isEqualTo(i % 3);
      assertThat(stored.get(i).requestId()).isEqualTo(stored.get(i - i % 3).requestId());
    }
    assertThat(emulator.totals("s").calls()).isEqualTo(100);
  }

  @Test
  void a_wrong_secret_signs_nothing() {
    try (FirehoseClient other = client("another secret")) {
      assertThatThrownBy(
              () -> other.putRecord(call -> call.deliveryStreamName("s").record(record("a"))))
          .isInstanceOfSatisfying(
              FirehoseException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidSignatureException"));
    }
  }

  @Test
  void streams_are_created_listed_described_and_deleted() {
    client.createDeliveryStream(create ->
        create
            .deliveryStreamName("t")
            .extendedS3DestinationConfiguration(
                s3 -> s3.roleARN("arn:aws:iam::111122223333:role/r").bucketARN("arn:aws:s3:::b")));
    assertThatThrownBy(() ->
            client.createDeliveryStream(create ->
                create
                    .deliveryStreamName("t")
                    .extendedS3DestinationConfiguration(s3 -> s3.roleARN("r").bucketARN("b"))))
        .isInstanceOf(ResourceInUseException.class);

    assertThat(client.listDeliveryStreams().deliveryStreamNames()).containsExactly("s", "t");
    assertThat(
            client
                .describeDeliveryStream(describe -> describe.deliveryStreamName("t"))
                .deliveryStreamDescription())
        .satisfies(description -> {
          assertThat(description.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
          assertThat(description.deliveryStreamARN())
              .isEqualTo("arn:aws:firehose:us-east-1:111122223333:deliverystream/t");
          assertThat(description.createTimestamp()).isNotNull();
        });

    client.deleteDeliveryStream(delete -> delete.deliveryStreamName("t"));
    assertThatThrownBy(
            () -> client.describeDeliveryStream(describe -> describe.deliveryStreamName("t")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private String put(String stream, String data) {
    return client
        .putRecord(call -> call.deliveryStreamName(stream).record(record(data)))
        .recordId();
  }

  private static List<Record> megabytes(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> Record.builder().data(SdkBytes.fromByteArray(new byte[bytes])).build())
        .toList();
  }

  private static Record record(String data) {
    return Record.builder().data(SdkBytes.fromUtf8String(data)).build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FirehoseClient client(String secret) {
    return client(secret, AwsRetryStrategy.doNotRetry());
  }

  private FirehoseClient client(String secret, RetryStrategy retries) {
    return FirehoseClient.builder()
        .endpointOverride(emulator.endpoint())
        .region(Region.US_EAST_1)
        .httpClient(Apache5HttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(AccessKey.LOCAL.id(), secret)))
        .overrideConfiguration(o -> o.retryStrategy(retries))
        .build();
  }
}
