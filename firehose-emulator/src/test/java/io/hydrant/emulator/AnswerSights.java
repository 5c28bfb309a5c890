package io.hydrant.emulator;

import static io.hydrant.emulator.EveryMisfortuneTest.answers;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.EveryMisfortuneTest.Sight;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Answers that are wrong: whole calls, single records, bodies, headers.
final class AnswerSights {
  static final Map<Integer, List<Sight>> ALL =
      Map.ofEntries(
          entry(1, List.of(answers(500, "{\"__type\":\"InternalFailure\",\"message\":"))),
          entry(
              2,
              List.of(
                  answers(500, "\"ServiceUnavailableException\"", "Slow down."),
                  answers(503, "\"ServiceUnavailableException\"", "Slow down."))),
          entry(3, List.of(answers(503, "Content-Type: text/html", "<html>"))),
          entry(4, List.of(answers(502, "content-length: 0"), answers(504, "content-length: 0"))),
          entry(5, List.of(answers(429, "\"ThrottlingException\""))),
          entry(6, List.of(answers(400, "\"ThrottlingException\"", "Rate exceeded"))),
          entry(
              7,
              List.of(
                  fails("chosen", 0, 2),
                  fails("every third", 2, 5),
                  fails("first", 0, 1),
                  fails("last", 5, 6),
                  fails("all", 0, 1, 2, 3, 4, 5, 6))),
          entry(8, List.of(AnswerSights::failsAndStores)),
          entry(9, List.of(garbles("{\"FailedPutCount\":1,", 2))),
          entry(
              10,
              List.of(
                  garbles("\"RequestResponses\":[", 1),
                  garbles("\"RequestResponses\":[", 3),
                  garbles("{\"FailedPutCount\":0,\"Encrypted\":false}", 0),
                  garbles("\"RequestResponses\":null}", 0))),
          entry(11, List.of(garbles("{}", 0), garbles("", 0))),
          entry(12, List.of(AnswerSights::successThatIsNoJson)),
          entry(13, List.of(AnswerSights::halfWithItsLength, AnswerSights::halfOfItsLength)),
          entry(
              28,
              List.of(
                  limits(413, "RequestEntityTooLargeException"),
                  limits(400, "Records size exceeds 4 MB limit"),
                  answers(413, "\"RequestEntityTooLargeException\""),
                  answers(400, "\"InvalidArgumentException\"", "Records size exceeds 4 MB limit"),
                  answers(400, "\"ValidationException\"", "1 validation error detected"))),
          entry(29, List.of(answers(400, "{\"__type\":\"SerializationException\",\"Message\":"))),
          entry(
              30,
              List.of(
                  answers(418, "{\"__type\":\"TeapotException\",\"message\":\"Short and stout.\"}"),
                  answers(400, "\"com.amazonaws.firehose#ResourceNotFoundException\""),
                  AnswerSights::typeInHeaderAlone)),
          entry(31, List.of(answers(503, "Retry-After: 2\r\n", "x-amz-retry-after: 700\r\n"))),
          entry(37, List.of(AnswerSights::otherHeaders, AnswerSights::unknownMembers)));

  private AnswerSights() {}

  /// Seven records, of which those at these places fail and are not stored.
  private static Sight fails(String what, int... places) {
    return test -> {
      Wire.Seen seen = test.wire().put("0", "1", "2", "3", "4", "5", "6");
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.body()).startsWith("{\"FailedPutCount\":" + places.length + ",");
      String[] entries = seen.body().split("\\{\"(?=RecordId|ErrorCode)", -1);
      List<String> kept = test.emulator().records("s", 0).stream().map(AnswerSights::text).toList();
      for (int i = 0; i < 7; i++) {
        int place = i;
        boolean failed = IntStream.of(places).anyMatch(each -> each == place);
        assertThat(entries[i + 1].startsWith("ErrorCode\":\"ServiceUnavailable"))
            .as(what + " " + i)
            .isEqualTo(failed);
        assertThat(kept.contains(String.valueOf(i))).as(what + " " + i).isNotEqualTo(failed);
      }
    };
  }

  private static String text(StoredRecord record) {
    return new String(record.data(), StandardCharsets.UTF_8);
  }

  private static void failsAndStores(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a", "b");
    assertThat(seen.body()).contains("\"ErrorCode\":\"InternalFailure\"");
    assertThat(seen.recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(2);
  }

  /// A 200 to two records, both stored.
  private static Sight garbles(String part, int recordIds) {
    return test -> {
      Wire.Seen seen = test.wire().put("a", "b");
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.body()).contains(part);
      if (part.length() <= 2) {
        assertThat(seen.body()).isEqualTo(part);
      }
      assertThat(seen.recordIds()).isEqualTo(recordIds);
      assertThat(test.stored()).isEqualTo(2);
    };
  }

  private static void successThatIsNoJson(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body()).startsWith("<html>");
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void halfWithItsLength(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a", "b");
    assertThat(seen.whole()).isTrue();
    assertThat(seen.body()).startsWith("{\"FailedPutCount\":0,").doesNotEndWith("}");
    assertThat(test.stored()).isEqualTo(2);
  }

  private static void halfOfItsLength(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a", "b");
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.whole()).isFalse();
    assertThat(seen.body()).startsWith("{\"FailedPutCount\":0,");
    assertThat(test.stored()).isEqualTo(2);
  }

  /// Too much is refused, a smaller call passes.
  private static Sight limits(int status, String part) {
    return test -> {
      Wire.Seen seen =
          test.wire().call("PutRecordBatch", Bodies.putRecordBatch("s", 60_000, 60_000));
      assertThat(seen.status()).isEqualTo(status);
      assertThat(seen.body()).contains(part);
      assertThat(test.stored()).isZero();
      assertThat(test.wire().call("PutRecordBatch", Bodies.putRecordBatch("s", 60_000)).recordIds())
          .isEqualTo(1);
    };
  }

  private static void typeInHeaderAlone(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.status()).isEqualTo(500);
    assertThat(seen.header("x-amzn-ErrorType")).containsExactly("ServiceUnavailableException");
    assertThat(seen.body()).isEqualTo("{\"message\":\"Slow down.\"}");
  }

  private static void otherHeaders(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.recordIds()).isEqualTo(1);
    assertThat(seen.header("x-amzn-RequestId")).hasSize(2).contains("another");
    assertThat(seen.header("x-amz-new")).containsExactly("one", "two");
    assertThat(seen.header("x-amz-id-2")).isEmpty();
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void unknownMembers(EveryMisfortuneTest test) throws Exception {
    Wire.Seen seen = test.wire().put("a", "b");
    assertThat(seen.recordIds()).isEqualTo(2);
    assertThat(seen.body().split("\"Novelty\"", -1)).hasSize(4);
    assertThat(test.stored()).isEqualTo(2);
  }
}
