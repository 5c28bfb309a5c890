package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hydrant.firehose.Answer.NotTaken;
import io.hydrant.firehose.Answer.RecordAnswer;
import io.hydrant.firehose.Answer.Taken;
import io.hydrant.platform.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/// What the service says means to us what it means to the AWS SDK's own client, except where that
/// takes an answer for a success which says nothing of the records.
class SdkUnderstandsTheSameTest {
  private static final String LIKE_BASE64 = "a long id +/=";

  private static SdkClient sdk;
  private static AmazonFirehose amazon;

  @BeforeAll
  static void open() {
    sdk = new SdkClient();
    amazon = AmazonFirehose.open(Clock.system(), FirehoseOptions.STANDARD);
  }

  @AfterAll
  static void close() {
    amazon.close();
    sdk.close();
  }

  static List<Arguments> refusals() {
    return List.of(
        refusal(400, "ResourceNotFoundException", "Firehose s not found under account 1."),
        refusal(400, "InvalidArgumentException", "Records size exceeds 4 MB limit"),
        refusal(400, "ValidationException", "1 validation error detected: Value at 'records' …"),
        refusal(400, "LimitExceededException", "limit"),
        refusal(400, "ResourceInUseException", "in use"),
        refusal(409, "ResourceInUseException", "in use"),
        refusal(400, "ConcurrentModificationException", "changed"),
        refusal(500, "ServiceUnavailableException", "Slow down."),
        refusal(503, "ServiceUnavailableException", "Slow down."),
        refusal(400, "ServiceUnavailableException", "Slow down."),
        refusal(500, "InternalFailure", "Internal service failure."),
        refusal(400, "ThrottlingException", "Rate exceeded"),
        refusal(429, "ThrottlingException", "Rate exceeded"),
        refusal(400, "RequestExpired", "expired"),
        refusal(400, "MissingAuthenticationToken", "Missing Authentication Token"),
        refusal(400, "MissingAuthenticationTokenException", "Missing Authentication Token"),
        refusal(403, "MissingAuthenticationToken", "Missing Authentication Token"),
        refusal(400, "IncompleteSignatureException", "incomplete"),
        refusal(400, "UnrecognizedClientException", "The security token … is invalid."),
        refusal(403, "UnrecognizedClientException", "The security token … is invalid."),
        refusal(400, "ExpiredTokenException", "The security token … is expired"),
        refusal(403, "ExpiredTokenException", "The security token … is expired"),
        refusal(400, "InvalidSignatureException", "Signature expired: 2026 is now earlier than"),
        refusal(413, "RequestEntityTooLargeException", "too large"),
        refusal(400, "UnheardOfException", "new"),
        body(
            400,
            "{\"__type\":\"InvalidKMSResourceException\",\"code\":\"DisabledException\","
                + "\"message\":\"The grant for the CMK\"}"),
        body(400, "{\"code\":\"c\",\"__type\":\"InvalidSourceException\",\"message\":\"m\"}"),
        body(400, "{\"code\":\"InvalidSourceException\",\"message\":\"no type\"}"),
        body(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"User: arn:…\"}"),
        body(400, "{\"__type\":\"SerializationException\",\"Message\":\"not a Blob\"}"),
        body(400, "{\"__type\":\"UnknownOperationException\"}"),
        body(400, "{\"__type\":\"com.amazonaws.firehose#ThrottlingException\",\"message\":\"\"}"),
        body(400, "{\"__type\":\"LimitExceededException:http://x/y#z\",\"message\":\"m\"}"),
        body(400, "{\"__type\":\"a.b#LimitExceededException:http://x/\",\"message\":\"m\"}"),
        body(400, "{\"message\":\"no type at all\",\"x\":{\"__type\":\"inner\"},\"y\":[1]}"),
        body(503, "<html><body>Service Unavailable</body></html>"),
        body(502, ""),
        body(504, ""),
        body(400, "null"),
        body(403, "{}"),
        Arguments.of(400, Map.of("x-amzn-ErrorType", "AccessDeniedException"), "{}"),
        Arguments.of(
            400,
            Map.of("x-amzn-ErrorType", "LimitExceededException:http://internal/coral/"),
            "{\"__type\":\"Other\",\"message\":\"the header wins\"}"),
        Arguments.of(429, Map.of("Retry-After", "2", "x-amz-retry-after", "700"), ""));
  }

  private static Arguments refusal(int status, String code, String message) {
    return body(status, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  private static Arguments body(int status, String body) {
    return Arguments.of(status, Map.of("x-amzn-RequestId", "id"), body);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_hasTheSameStatusCodeAndMessage(int status, Map<String, String> headers, String body)
      throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint();
        FirehoseClient theirs = sdk.at(endpoint.uri())) {
      endpoint.then(ScriptedEndpoint.reply(status, headers, body));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      Throwable thrown = catchThrowable(() -> putOne(theirs));
      assertThat(thrown).isInstanceOf(AwsServiceException.class);
      AwsServiceException expected = (AwsServiceException) thrown;
      assertThat(answer).isInstanceOf(Answer.Refused.class);
      Answer.Refused refused = (Answer.Refused) answer;
      assertThat(refused.status()).isEqualTo(expected.statusCode());
      assertThat(refused.code()).isEqualTo(expected.awsErrorDetails().errorCode());
      String message = expected.awsErrorDetails().errorMessage();
      assertThat(refused.message()).isEqualTo(message == null ? "" : message);
      assertThat(endpoint.received()).hasSize(2);
    }
  }

  static List<String> decisions() {
    return List.of(
        "{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":[{\"RecordId\":\"1\"}]}",
        "{\"RequestResponses\":[{\"RecordId\":\"1\"},{\"RecordId\":\"2\"}],\"New\":[{\"a\":{}}]}",
        "{\"FailedPutCount\":2,\"RequestResponses\":[{\"RecordId\":\"1\",\"New\":[[1]]},"
            + "{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"},"
            + "{\"ErrorMessage\":\"i\",\"ErrorCode\":\"InternalFailure\"}]}",
        "{\"FailedPutCount\":7,\"RequestResponses\":[{\"RecordId\":\"" + LIKE_BASE64 + "\"}]}",
        "{\"RequestResponses\":[{\"RecordId\":\"1\",\"ErrorCode\":null}]}",
        "{\"RequestResponses\":[]}");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void decision_isTheSameForEveryRecord(String body) throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint();
        FirehoseClient theirs = sdk.at(endpoint.uri())) {
      endpoint.then(ScriptedEndpoint.ok(body));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      List<RecordAnswer> expected =
          putOne(theirs).requestResponses().stream().map(SdkUnderstandsTheSameTest::of).toList();
      assertThat(answer).isEqualTo(new Answer.Decided(expected));
    }
  }

  private static RecordAnswer of(PutRecordBatchResponseEntry entry) {
    return entry.errorCode() == null
        ? new Taken(entry.recordId())
        : new NotTaken(entry.errorCode(), entry.errorMessage());
  }

  static List<String> nothings() {
    return List.of(
        "",
        "{}",
        "null",
        "[]",
        "true",
        "{\"FailedPutCount\":0}",
        "{\"RequestResponses\":null}",
        "{\"RequestResponses\":{}}",
        "<html>OK</html>",
        "OK",
        "{\"RequestResponses\":[{\"RecordId\":\"1\"}]",
        "{\"RequestResponses\":[{\"RecordId\":\"1\"},{\"Recor",
        "{\"RequestResponses\":[{\"RecordId\":\"1\"}]} {}",
        "{\"RequestResponses\":[{\"RecordId\":\"1\"}]}x");
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void successThatSaysNothing_isUnknown(String body) throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(ScriptedEndpoint.ok(body));
      Firehose firehose = amazon.to(Asked.delivery(endpoint.uri()));
      assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Unknown.class);
      assertThat(endpoint.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void successThatSaysNothing_isUnknownForOneRecordToo(String body) throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(ScriptedEndpoint.ok(body));
      Firehose firehose = amazon.to(Asked.delivery(endpoint.uri()));
      Call one = Asked.single(Asked.batch(1).records().getFirst());
      assertThat(Asked.put(firehose, one)).isInstanceOf(Answer.Unknown.class);
    }
  }

  @Test
  void entryThatSaysNothing_isNotTaken() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(
          ScriptedEndpoint.ok(
              "{\"RequestResponses\":[{},null,{\"RecordId\":\"\"},{\"RecordId\":null},7,"
                  + "{\"RecordId\":\"1\",\"ErrorCode\":\"InternalFailure\"},"
                  + "{\"RecordId\":\"2\"}]}"));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(7));
      assertThat(answer).isInstanceOf(Answer.Decided.class);
      List<RecordAnswer> records = ((Answer.Decided) answer).records();
      assertThat(records).hasSize(7);
      assertThat(records.subList(0, 6)).hasOnlyElementsOfType(NotTaken.class);
      assertThat(records.get(5)).isEqualTo(new NotTaken("InternalFailure", ""));
      assertThat(records.getLast()).isEqualTo(new Taken("2"));
    }
  }

  @Test
  void singleRecord_isTakenByItsId() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(ScriptedEndpoint.ok("{\"Encrypted\":false,\"RecordId\":\"49\"}"));
      Call one = Asked.single(Asked.batch(1).records().getFirst());
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), one);
      assertThat(answer).isEqualTo(new Answer.Decided(List.of(new Taken("49"))));
    }
  }

  @Test
  void messageOfManyKilobytes_isCut() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      String message = "Value '" + "personal ".repeat(9_000) + "' at 'records'";
      endpoint.then(
          ScriptedEndpoint.reply(
              400,
              Map.of(),
              "{\"message\":\"" + message + "\",\"__type\":\"ValidationException\"}"));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      Answer.Refused refused = (Answer.Refused) answer;
      assertThat(refused.code()).isEqualTo("ValidationException");
      assertThat(refused.message()).hasSizeLessThan(1_100).startsWith("Value 'personal");
    }
  }

  @Test
  void answerWithoutEnd_isGivenUp() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      String many = "{\"RecordId\":\"1\"},".repeat(AnswerReader.ANSWER_BYTES_MAX / 16);
      endpoint.then(ScriptedEndpoint.ok("{\"RequestResponses\":[" + many + "{}]}"));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      assertThat(answer).isInstanceOf(Answer.Unknown.class);
    }
  }

  @Test
  void refusalThatIsCutOff_saysWhatWasReadOfIt() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(
          ScriptedEndpoint.reply(500, Map.of(), "{\"__type\":\"InternalFailure\",\"mess"));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      assertThat(answer).isEqualTo(new Answer.Refused(500, "InternalFailure", "", null));
    }
  }

  @Test
  void date_isRead() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      endpoint.then(
          ScriptedEndpoint.reply(500, Map.of("Date", "Wed, 25 Nov 2026 10:07:22 GMT"), "{}"));
      Answer answer = Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
      Instant date = Instant.parse("2026-11-25T10:07:22Z");
      assertThat(answer).isEqualTo(new Answer.Refused(500, null, "", date));
    }
  }

  @Test
  void codeThatIsNoName_isNone() {
    assertThat(ErrorReader.name("<script>")).isEmpty();
    assertThat(ErrorReader.name("a\nb")).isEmpty();
    assertThat(ErrorReader.name("x".repeat(101))).isEmpty();
    assertThat(ErrorReader.name("ns#Name:http://x")).isEqualTo("Name");
  }

  private static PutRecordBatchResponse putOne(FirehoseClient theirs) {
    Record record = Record.builder().data(SdkBytes.fromUtf8String("x")).build();
    return theirs.putRecordBatch(put -> put.deliveryStreamName("stream").records(record));
  }
}
