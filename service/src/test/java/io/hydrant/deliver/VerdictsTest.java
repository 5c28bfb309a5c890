package io.hydrant.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hydrant.deliver.Ruling.Again;
import io.hydrant.deliver.Ruling.Doubt;
import io.hydrant.firehose.Answer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;

/// What becomes of a call of two records, by answer: every error that Firehose is documented or was
/// seen to give.
final class VerdictsTest {
  private static final Answer.RecordAnswer TAKEN = new Answer.Taken("id");
  private static final Answer.RecordAnswer THROTTLED = notTaken("ServiceUnavailableException");
  private static final String DENIED =
      "User: arn:x is not authorized to perform: %s on resource: arn:y";

  private static Stream<Arguments> decisions() {
    return Stream.of(
        arguments(decided(TAKEN, TAKEN), each(Verdict.TAKEN, Verdict.TAKEN, null)),
        arguments(decided(TAKEN, THROTTLED), each(Verdict.TAKEN, Verdict.AGAIN, Again.THROTTLED)),
        arguments(decided(THROTTLED, TAKEN), each(Verdict.AGAIN, Verdict.TAKEN, Again.THROTTLED)),
        arguments(
            decided(TAKEN, notTaken("InternalFailure")),
            each(Verdict.TAKEN, Verdict.AGAIN, Again.UNKNOWN_FATE)),
        arguments(
            decided(TAKEN, notTaken("")), each(Verdict.TAKEN, Verdict.AGAIN, Again.UNKNOWN_FATE)),
        arguments(
            decided(notTaken("Neverheard"), TAKEN),
            each(Verdict.AGAIN, Verdict.TAKEN, Again.UNHEARD_OF)),
        // A record's own error is never taken for its fault: nobody documents such a code.
        arguments(
            decided(notTaken("ValidationException"), TAKEN),
            each(Verdict.AGAIN, Verdict.TAKEN, Again.UNHEARD_OF)),
        arguments(decided(TAKEN), again(Again.UNKNOWN_FATE)),
        arguments(decided(TAKEN, TAKEN, TAKEN), again(Again.UNKNOWN_FATE)),
        arguments(decided(), again(Again.UNKNOWN_FATE)));
  }

  private static Stream<Arguments> refusals() {
    return Stream.of(errors(), signatures(), statuses()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> errors() {
    return Stream.of(
        row(400, "ResourceNotFoundException", blocked(BlockedCause.MISSING_STREAM)),
        row(400, "InvalidArgumentException", refused(Doubt.RECORD, "InvalidArgument")),
        row(
            400,
            "InvalidArgumentException",
            "Records size exceeds 4 MB limit",
            refused(Doubt.SIZE, "InvalidArgument")),
        row(
            400,
            "InvalidArgumentException",
            "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
            refused(Doubt.RECORD, "InvalidArgument")),
        row(400, "ValidationException", refused(Doubt.RECORD, "Validation")),
        row(400, "InvalidKMSResourceException", blocked(BlockedCause.KMS)),
        row(400, "InvalidSourceException", blocked(BlockedCause.INVALID_SOURCE)),
        row(400, "LimitExceededException", again(Again.THROTTLED)),
        row(400, "ResourceInUseException", again(Again.UNHEARD_OF)),
        row(400, "ConcurrentModificationException", again(Again.UNHEARD_OF)),
        row(400, "ServiceUnavailableException", again(Again.THROTTLED)),
        row(500, "ServiceUnavailableException", again(Again.THROTTLED)),
        row(503, "ServiceUnavailableException", again(Again.THROTTLED)),
        row(500, "InternalFailure", again(Again.FAILING)),
        row(503, "ServiceUnavailable", again(Again.THROTTLED)),
        row(400, "ThrottlingException", again(Again.THROTTLED)),
        row(400, "AccessDeniedException", blocked(BlockedCause.ACCESS_DENIED)),
        row(
            400,
            "AccessDeniedException",
            DENIED.formatted("kms:GenerateDataKey"),
            blocked(BlockedCause.KMS)));
  }

  private static Stream<Arguments> signatures() {
    return Stream.of(
        row(400, "UnrecognizedClientException", blocked(BlockedCause.CREDENTIALS)),
        row(403, "UnrecognizedClientException", blocked(BlockedCause.CREDENTIALS)),
        row(400, "ExpiredTokenException", blocked(BlockedCause.CREDENTIALS)),
        row(403, "ExpiredToken", blocked(BlockedCause.CREDENTIALS)),
        row(
            400,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided.",
            blocked(BlockedCause.CREDENTIALS)),
        row(
            400,
            "InvalidSignatureException",
            "Signature expired: 20190609T232013Z is now earlier than 20190609T232031Z",
            blocked(BlockedCause.CLOCK_SKEW)),
        row(
            400,
            "InvalidSignatureException",
            "Signature not yet current: 20181002T170509Z is still later than 20181002T170312Z",
            blocked(BlockedCause.CLOCK_SKEW)),
        row(
            400,
            "InvalidSignatureException",
            "Credential should be scoped to a valid region, not 'eu-west-1'.",
            blocked(BlockedCause.WRONG_REGION)),
        row(400, "RequestExpired", blocked(BlockedCause.CLOCK_SKEW)),
        row(400, "MissingAuthenticationTokenException", blocked(BlockedCause.CREDENTIALS)),
        row(403, "MissingAuthenticationToken", blocked(BlockedCause.CREDENTIALS)),
        row(400, "IncompleteSignatureException", blocked(BlockedCause.CREDENTIALS)),
        row(400, "SerializationException", again(Again.UNHEARD_OF)),
        row(400, "UnknownOperationException", blocked(BlockedCause.NOT_FIREHOSE)),
        row(400, "InvalidAction", blocked(BlockedCause.NOT_FIREHOSE)),
        row(413, "RequestEntityTooLargeException", refused(Doubt.SIZE, "RequestEntityTooLarge")));
  }

  private static Stream<Arguments> statuses() {
    return Stream.of(
        row(413, null, refused(Doubt.SIZE, "")),
        row(429, null, again(Again.THROTTLED)),
        row(408, null, again(Again.FAILING)),
        row(500, null, again(Again.FAILING)),
        row(502, null, again(Again.FAILING)),
        row(503, null, again(Again.FAILING)),
        row(504, null, again(Again.FAILING)),
        row(401, null, blocked(BlockedCause.ACCESS_DENIED)),
        row(403, null, blocked(BlockedCause.ACCESS_DENIED)),
        row(404, null, blocked(BlockedCause.NOT_FIREHOSE)),
        row(302, null, again(Again.UNHEARD_OF)),
        row(400, null, again(Again.UNHEARD_OF)),
        row(418, "NobodyKnowsThisException", again(Again.UNHEARD_OF)),
        row(500, "NobodyKnowsThisException", again(Again.FAILING)));
  }

  private static Arguments row(int status, @Nullable String code, Ruling ruling) {
    return row(status, code, "a message", ruling);
  }

  private static Arguments row(int status, @Nullable String code, String message, Ruling ruling) {
    return arguments(new Answer.Refused(status, code, message, null), ruling);
  }

  private static Stream<Arguments> without() {
    return Stream.of(
        arguments(
            new Answer.NotSent(Answer.Cause.CREDENTIALS, "none"),
            blocked(BlockedCause.CREDENTIALS)),
        arguments(new Answer.NotSent(Answer.Cause.NETWORK, "no route"), again(Again.FAILING)),
        arguments(new Answer.NotSent(Answer.Cause.CLOSED, "closed"), again(Again.FAILING)),
        arguments(new Answer.Unknown("timeout"), again(Again.UNKNOWN_FATE)));
  }

  private static Answer.RecordAnswer notTaken(String code) {
    return new Answer.NotTaken(code, "");
  }

  private static Answer decided(Answer.RecordAnswer... records) {
    return new Answer.Decided(List.of(records));
  }

  private static Ruling each(Verdict first, Verdict second, @Nullable Again why) {
    return new Ruling.Each(List.of(first, second), why);
  }

  private static Ruling again(Again why) {
    return new Ruling.Each(Collections.nCopies(2, Verdict.AGAIN), why);
  }

  private static Ruling blocked(BlockedCause cause) {
    return new Ruling.Blocked(cause);
  }

  private static Ruling refused(Doubt doubt, String code) {
    return new Ruling.Refused(doubt, code);
  }

  @ParameterizedTest
  @MethodSource({"decisions", "refusals", "without"})
  void everyAnswerHasItsRuling(Answer answer, Ruling expected) {
    assertThat(Verdicts.of(answer, 2)).isEqualTo(expected);
  }

  @Test
  void everyErrorThatTheSdkDeclares_isInTheTable() throws NoSuchMethodException {
    Set<String> table =
        refusals()
            .map(row -> (Answer.Refused) row.get()[0])
            .map(refused -> String.valueOf(refused.code()).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Class<?>[] thrown =
        Stream.of(
                FirehoseClient.class.getMethod("putRecord", PutRecordRequest.class),
                FirehoseClient.class.getMethod("putRecordBatch", PutRecordBatchRequest.class))
            .flatMap(method -> Stream.of(method.getExceptionTypes()))
            .distinct()
            .toArray(Class<?>[]::new);
    assertThat(thrown).hasSizeGreaterThan(5);
    // These three say that there is no name, or that there was no answer.
    Set<String> unnamed = Set.of("awsserviceexception", "sdkclientexception", "firehoseexception");
    for (Class<?> each : thrown) {
      String name = each.getSimpleName().toLowerCase(Locale.ROOT);
      assertThat(table.contains(name) || unnamed.contains(name)).as(name).isTrue();
    }
  }

  @Test
  void everyCauseCanComeUp_orIsFoundByHalvingOrALook() {
    Set<BlockedCause> found =
        EnumSet.of(BlockedCause.NOT_DIRECT_PUT, BlockedCause.RECREATED_STREAM);
    refusals()
        .forEach(row -> {
          if (row.get()[1] instanceof Ruling.Blocked(BlockedCause cause)) {
            found.add(cause);
          }
        });
    assertThat(found).containsExactlyInAnyOrder(BlockedCause.values());
  }

  @Test
  void everyCauseSaysWhatIsWrong_whatIsSafe_andWhatToPaste() {
    for (BlockedCause cause : BlockedCause.values()) {
      String paste = cause.paste("app", "events", "eu-west-1");
      assertThat(cause.wrong()).endsWith(".");
      assertThat(cause.safe()).startsWith("Nothing is lost");
      assertThat(cause.cure()).isNotBlank();
      assertThat(paste).isNotBlank().doesNotContain("{connection}", "{stream}", "{region}");
    }
    assertThat(BlockedCause.ACCESS_DENIED.paste("app", "events", "eu-west-1"))
        .contains("firehose:PutRecordBatch", "firehose:eu-west-1:", "deliverystream/events");
  }

  @Test
  void onlyARefusalThatNamesTheOperation_refusesBatches() {
    assertThat(Verdicts.refusesBatches(denied("firehose:PutRecordBatch"))).isTrue();
    assertThat(Verdicts.refusesBatches(denied("firehose:PutRecord"))).isFalse();
    assertThat(Verdicts.refusesBatches(new Answer.Refused(500, "InternalFailure", "", null)))
        .isFalse();
    assertThat(Verdicts.refusesBatches(decided(TAKEN))).isFalse();
  }

  @ParameterizedTest
  @MethodSource({"decisions", "refusals", "without"})
  void whatNoRungKnows_isNamed_andNothingElse(Answer answer, Ruling ruling) {
    boolean isUnheardOf =
        ruling instanceof Ruling.Each(List<Verdict> _, Again why) && why == Again.UNHEARD_OF;
    assertThat(Verdicts.unheardOf(answer) != null).isEqualTo(isUnheardOf);
  }

  @Test
  void anUnknownError_isNamedAlsoBesideKnownOnes() {
    assertThat(Verdicts.unheardOf(decided(THROTTLED, notTaken("Neverheard"))))
        .isEqualTo("Neverheard");
    assertThat(Verdicts.unheardOf(new Answer.Refused(418, "Neverheard", "a message", null)))
        .isEqualTo("HTTP 418 Neverheard");
  }

  private static Answer denied(String action) {
    return new Answer.Refused(400, "AccessDeniedException", DENIED.formatted(action), null);
  }

  @Test
  void words_nameCodes_andNoMessages() {
    assertThat(Verdicts.words(denied("firehose:PutRecord")))
        .isEqualTo("HTTP 400 AccessDeniedException");
    assertThat(Verdicts.words(new Answer.Refused(502, null, "<html>", null))).isEqualTo("HTTP 502");
    assertThat(Verdicts.words(decided(TAKEN, THROTTLED))).isEqualTo("ServiceUnavailableException");
    assertThat(Verdicts.words(decided(TAKEN, notTaken("")))).isEqualTo("no reason given");
    assertThat(Verdicts.words(decided(TAKEN))).isEqualTo("another number of answers than records");
    assertThat(Verdicts.words(new Answer.Unknown("timeout"))).contains("timeout");
  }
}
