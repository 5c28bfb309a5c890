package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// PutRecord and PutRecordBatch on the wire, byte for byte where Firehose's words are known.
class PutExchangesTest extends Exchanges {
  @Test
  void one_record_is_taken() throws Exception {
    HttpResponse<String> reply =
        caller.call("PutRecord", "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"YQo=\"}}");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .matches("\\{\"RecordId\":\"[A-Za-z0-9+/=]{224}\",\"Encrypted\":false}");
    assertThat(emulator.records("s", 0).getFirst().data()).containsExactly('a', '\n');
    assertThat(reply.headers().firstValue("x-amzn-RequestId"))
        .hasValue(emulator.records("s", 0).getFirst().requestId());
    assertThat(reply.headers().firstValue("x-amz-id-2").orElse("")).hasSize(100);
    assertThat(reply.headers().firstValue("Date")).hasValue("Mon, 23 Nov 2026 19:05:00 GMT");
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
  }

  @Test
  void an_empty_record_is_a_record() throws Exception {
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 0)).statusCode()).isEqualTo(200);
    assertThat(emulator.totals("s")).isEqualTo(new StreamTotals(1, 0, 0, 1));
  }

  @Test
  void a_record_of_1_024_000_bytes_is_the_largest() throws Exception {
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 1_024_000)).statusCode())
        .isEqualTo(200);
    assertError(
        caller.call("PutRecord", Bodies.putRecord("s", 1_024_001)),
        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value"
            + " 'java.nio.HeapByteBuffer[pos=0 lim=1024001 cap=1024001]' at 'record.data' failed to"
            + " satisfy constraint: Member must have length less than or equal to 1024000\"}");
    assertThat(emulator.totals("s").billedUnits()).isEqualTo(200);
  }

  @Test
  void two_records_have_two_answers() throws Exception {
    assertThat(caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 5_120, 5_121)).body())
        .matches(
            "\\{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":\\[\\{\"RecordId\":\"[^\"]+\"},\\{\"RecordId\":\"[^\"]+\"}]}");
    assertThat(emulator.totals("s")).isEqualTo(new StreamTotals(2, 10_241, 3, 1));
  }

  @Test
  void five_hundred_records_just_below_the_limit_are_a_call() throws Exception {
    HttpResponse<String> reply =
        caller.call("PutRecordBatch", Bodies.putRecordBatch("s", Bodies.times(500, 8_388)));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body().split("RecordId", -1)).hasSize(501);
    assertThat(emulator.totals("s").bytes()).isEqualTo(4_194_000);
  }

  @Test
  void more_than_500_records_are_refused_before_their_size_is() throws Exception {
    HttpResponse<String> reply =
        caller.call("PutRecordBatch", Bodies.putRecordBatch("s", Bodies.times(501, 9_000)));

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .startsWith(
            "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value"
                + " '[Record(data=java.nio.HeapByteBuffer[pos=0 lim=9000 cap=9000]), Record(data=")
        .endsWith(
            "cap=9000])]' at 'records' failed to satisfy constraint: Member must have length less"
                + " than or equal to 500\"}");
    assertThat(emulator.totals("s").records()).isZero();
  }

  @Test
  void more_than_4_MiB_of_data_are_refused_whole() throws Exception {
    assertError(
        caller.call("PutRecordBatch", Bodies.putRecordBatch("s", Bodies.times(5, 900_000))),
        "{\"__type\":\"InvalidArgumentException\",\"message\":\"Records size exceeds 4 MB limit\"}");
    assertThat(emulator.totals("s").records()).isZero();
    assertThat(
            caller
                .call("PutRecordBatch", Bodies.putRecordBatch("s", Bodies.times(4, 1_000_000)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void one_large_record_spoils_its_call() throws Exception {
    assertError(
        caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 1_024_001, 1)),
        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value"
            + " 'java.nio.HeapByteBuffer[pos=0 lim=1024001 cap=1024001]' at 'records.2.member.data'"
            + " failed to satisfy constraint: Member must have length less than or equal to"
            + " 1024000\"}");
    assertThat(emulator.totals("s").records()).isZero();
  }

  @Test
  void no_records_are_no_call() throws Exception {
    assertError(
        caller.call("PutRecordBatch", Bodies.putRecordBatch("s")),
        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value '[]'"
            + " at 'records' failed to satisfy constraint: Member must have length greater than or"
            + " equal to 1\"}");
  }

  @Test
  void every_broken_constraint_is_told_at_once() throws Exception {
    assertError(
        caller.call("PutRecordBatch", "{\"Records\":[{\"Data\":null}]}"),
        "{\"__type\":\"ValidationException\",\"message\":\"2 validation errors detected: Value null"
            + " at 'records.1.member.data' failed to satisfy constraint: Member must not be null;"
            + " Value null at 'deliveryStreamName' failed to satisfy constraint: Member must not be"
            + " null\"}");
  }

  @Test
  void a_name_is_judged_before_it_is_looked_up() throws Exception {
    assertError(
        caller.call("PutRecord", Bodies.putRecord("bad name!/", 1)),
        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value 'bad"
            + " name!/' at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy"
            + " regular expression pattern: [a-zA-Z0-9_.-]+\"}");
    assertError(
        caller.call("PutRecord", "{\"Record\":{\"Data\":\"eA==\"}}"),
        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value null"
            + " at 'deliveryStreamName' failed to satisfy constraint: Member must not be null\"}");
    assertThat(caller.call("PutRecord", Bodies.putRecord("x".repeat(65), 1)).body())
        .contains("Member must have length less than or equal to 64");
    assertError(
        caller.call("PutRecord", Bodies.putRecord("nosuch", 1)),
        "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Firehose nosuch not found under"
            + " account 111122223333.\"}");
  }

  @Test
  void an_arn_is_no_name() throws Exception {
    String arn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/s";

    assertError(
        caller.call("PutRecord", Bodies.putRecord(arn, 1)),
        "{\"__type\":\"AccessDeniedException\",\"Message\":\"User:"
            + " arn:aws:iam::111122223333:user/AKIAEMULATOR00000000 is not authorized to perform:"
            + " firehose:PutRecord on resource:"
            + " arn:aws:firehose:us-east-1:111122223333:deliverystream/"
            + arn
            + " because no identity-based policy allows the firehose:PutRecord action\"}");
  }

  @Test
  void the_later_wording_does_not_show_the_value() throws Exception {
    try (Emulator later =
            Emulator.start(
                EmulatorOptions.builder().wording(ValidationWording.WITHOUT_VALUE).build());
        SignedCaller other = new SignedCaller(later.endpoint())) {
      assertThat(other.call("PutRecord", Bodies.putRecord("a b", 1)).body())
          .contains("detected: Value at 'deliveryStreamName' failed");
    }
  }

  @Test
  void only_a_direct_put_stream_takes_puts() throws Exception {
    emulator.createStream("k", StreamType.KINESIS_STREAM_AS_SOURCE);

    assertError(
        caller.call("PutRecord", Bodies.putRecord("k", 1)),
        "{\"__type\":\"InvalidArgumentException\",\"message\":\"This operation is not permitted on"
            + " KinesisStreamAsSource delivery stream type.\"}");
  }

  @Test
  void a_stream_takes_records_from_ACTIVE_until_it_is_gone() throws Exception {
    caller.call("CreateDeliveryStream", Bodies.create("t", "DirectPut"));
    assertThat(caller.call("PutRecord", Bodies.putRecord("t", 1)).body())
        .contains("ResourceNotFoundException");
    pass(CREATING);
    assertThat(caller.call("PutRecord", Bodies.putRecord("t", 1)).statusCode()).isEqualTo(200);
    caller.call("DeleteDeliveryStream", Bodies.name("t"));
    assertThat(caller.call("PutRecord", Bodies.putRecord("t", 1)).statusCode()).isEqualTo(200);
    pass(DELETING);
    assertThat(caller.call("PutRecord", Bodies.putRecord("t", 1)).body())
        .contains("Firehose t not found under account");
    assertThat(emulator.records("t", 0)).hasSize(2);
  }

  @Test
  void a_stream_in_trouble_takes_nothing() throws Exception {
    emulator.setTrouble("s", StreamTrouble.KEY_DISABLED);
    assertError(
        caller.call("PutRecord", Bodies.putRecord("s", 1)),
        "{\"__type\":\"InvalidKMSResourceException\",\"code\":\"DisabledException\",\"message\":\"The"
            + " grant for the CMK to this delivery stream might have been revoked or caller might"
            + " not have sufficient permissions for the CMK.\"}");
    emulator.setTrouble("s", StreamTrouble.LOGS_ONLY);
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 1)).body())
        .startsWith("{\"__type\":\"InvalidSourceException\",\"code\":");
    emulator.setTrouble("s", StreamTrouble.NONE);
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_over_the_byte_quota_fails_alone() throws Exception {
    emulator.setQuotas(Quotas.NONE.withBytes(1_000));

    assertThat(caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 900, 900, 200)).body())
        .matches(
            "\\{\"FailedPutCount\":2,\"Encrypted\":false,\"RequestResponses\":\\[\\{\"RecordId\":\"[^\"]+\"},"
                + "\\{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"},"
                + "\\{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"}]}");
    pass(Duration.ofSeconds(1));
    assertThat(caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 900, 900, 100)).body())
        .startsWith("{\"FailedPutCount\":1,")
        .as("a small record passes where a large one did not");
    assertThat(emulator.records("s", 0).stream().map(StoredRecord::position))
        .containsExactly(0, 0, 2);
  }

  @Test
  void what_is_over_the_record_quota_fails_alone() throws Exception {
    emulator.setQuotas(Quotas.NONE.withRecords(3));

    assertThat(caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 1, 1, 1, 1)).body())
        .startsWith("{\"FailedPutCount\":2,");
    pass(Duration.ofMillis(334));
    assertThat(caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 1)).body())
        .startsWith("{\"FailedPutCount\":1,");
  }

  @Test
  void a_call_over_the_request_quota_fails_whole() throws Exception {
    emulator.setQuotas(Quotas.NONE.withRequests(2));
    caller.call("PutRecord", Bodies.putRecord("s", 1));
    caller.call("PutRecord", Bodies.putRecord("s", 1));

    HttpResponse<String> reply = caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1));

    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body())
        .isEqualTo("{\"__type\":\"ServiceUnavailableException\",\"message\":\"Slow down.\"}");
    assertThat(emulator.totals("s").records()).isEqualTo(2);
  }

  @Test
  void one_record_over_the_quota_fails_its_call() throws Exception {
    try (Emulator busy =
            Emulator.start(
                EmulatorOptions.builder().stream("s")
                    .clock(clock)
                    .quotas(Quotas.NONE.withBytes(100))
                    .throttledStatus(503)
                    .build());
        SignedCaller other = new SignedCaller(busy.endpoint())) {
      other.time = clock.instant();
      assertThat(other.call("PutRecord", Bodies.putRecord("s", 1_000)).statusCode()).isEqualTo(200);
      HttpResponse<String> reply = other.call("PutRecord", Bodies.putRecord("s", 1));
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body())
          .isEqualTo("{\"__type\":\"ServiceUnavailableException\",\"message\":\"Slow down.\"}");
    }
  }

  @Test
  void broken_json_and_broken_base64_are_serialization_errors() throws Exception {
    assertThat(caller.call("PutRecord", "{\"DeliveryStreamName\":").body())
        .startsWith("{\"__type\":\"SerializationException\"");
    assertThat(caller.call("PutRecord", "").statusCode()).isEqualTo(400);
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 1) + "x").statusCode())
        .isEqualTo(400);
    assertError(
        caller.call("PutRecord", "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"abc\"}}"),
        "{\"__type\":\"SerializationException\",\"Message\":\"'abc' can not be converted to a Blob:"
            + " Base64 encoded length is expected a multiple of 4 bytes but found: 3\"}");
    assertThat(
            caller
                .call("PutRecord", "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"a-_=\"}}")
                .body())
        .startsWith("{\"__type\":\"SerializationException\"");
    assertThat(
            caller
                .call("PutRecord", "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":17}}")
                .body())
        .startsWith("{\"__type\":\"SerializationException\"");
    assertThat(emulator.totals("s").records()).isZero();
  }

  @Test
  void escapes_spaces_and_unknown_members_are_read_over() throws Exception {
    caller.call(
        "PutRecord",
        " { \"Later\" : [{\"a\":{}}], \"Record\" : { \"More\":1, \"Data\" : \"\\/\\/8=\" } ,"
            + " \"Deliver\\u0079StreamName\" : \"s\" } ");

    assertThat(emulator.records("s", 0)).hasSize(1);
    assertThat(emulator.records("s", 0).getFirst().data()).containsExactly(-1, -1);
  }

  @Test
  void more_than_the_memory_allowed_is_refused_and_says_so() throws Exception {
    try (Emulator small =
            Emulator.start(EmulatorOptions.builder().stream("s").storedBytesMax(1_000).build());
        SignedCaller other = new SignedCaller(small.endpoint())) {
      assertThat(other.call("PutRecord", Bodies.putRecord("s", 800)).statusCode()).isEqualTo(200);
      HttpResponse<String> reply = other.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 800));
      assertThat(reply.statusCode()).isEqualTo(507);
      assertThat(reply.body()).contains("EmulatorFullException", "at most 1000 bytes");
      assertThat(small.totals("s").records()).isEqualTo(1);
    }
  }

  @Test
  void a_body_that_is_too_large_is_read_and_refused() throws Exception {
    HttpResponse<String> reply = caller.call("PutRecord", " ".repeat((8 << 20) + 1));

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.body()).contains("RequestEntityTooLargeException");
  }
}
