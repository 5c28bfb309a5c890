package io.hydrant.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hydrant.firehose.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of two records, by answer.
final class VerdictsTest {
  private static final Answer.RecordAnswer TAKEN = new Answer.Taken("id");
  private static final Answer.RecordAnswer THROTTLED =
      new Answer.NotTaken("ServiceUnavailableException", "Slow down.");

  private static Stream<Arguments> answers() {
    List<Verdict> bothTaken = List.of(Verdict.TAKEN, Verdict.TAKEN);
    List<Verdict> bothAgain = List.of(Verdict.AGAIN, Verdict.AGAIN);
    return Stream.of(
        arguments(decided(TAKEN, TAKEN), bothTaken),
        arguments(decided(TAKEN, THROTTLED), List.of(Verdict.TAKEN, Verdict.AGAIN)),
        arguments(decided(THROTTLED, TAKEN), List.of(Verdict.AGAIN, Verdict.TAKEN)),
        arguments(
            decided(TAKEN, new Answer.NotTaken("InternalFailure", "")),
            List.of(Verdict.TAKEN, Verdict.AGAIN)),
        arguments(
            decided(TAKEN, new Answer.NotTaken("", "")), List.of(Verdict.TAKEN, Verdict.AGAIN)),
        arguments(decided(TAKEN), bothAgain),
        arguments(decided(TAKEN, TAKEN, TAKEN), bothAgain),
        arguments(decided(), bothAgain),
        arguments(refused(400, "ServiceUnavailableException"), bothAgain),
        arguments(refused(503, "ServiceUnavailableException"), bothAgain),
        arguments(refused(400, "InvalidArgumentException"), bothAgain),
        arguments(refused(400, "ValidationException"), bothAgain),
        arguments(refused(400, "ResourceNotFoundException"), bothAgain),
        arguments(refused(400, "AccessDeniedException"), bothAgain),
        arguments(refused(400, "ExpiredTokenException"), bothAgain),
        arguments(refused(400, "InvalidKMSResourceException"), bothAgain),
        arguments(refused(418, "NobodyKnowsThisException"), bothAgain),
        arguments(refused(429, null), bothAgain),
        arguments(refused(500, "InternalFailure"), bothAgain),
        arguments(new Answer.NotSent(Answer.Cause.CREDENTIALS, "none found"), bothAgain),
        arguments(new Answer.NotSent(Answer.Cause.NETWORK, "no route"), bothAgain),
        arguments(new Answer.Unknown("timeout"), bothAgain));
  }

  private static Answer decided(Answer.RecordAnswer... records) {
    return new Answer.Decided(List.of(records));
  }

  private static Answer refused(int status, @org.jspecify.annotations.Nullable String code) {
    return new Answer.Refused(status, code, "a message", null);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyRecordHasItsVerdict(Answer answer, List<Verdict> expected) {
    assertThat(Verdicts.of(answer, 2)).isEqualTo(expected);
  }

  @Test
  void onlyARefusalThatNamesTheOperation_refusesBatches() {
    String text = "User: arn:x is not authorized to perform: firehose:%s on resource: arn:y";
    assertThat(Verdicts.refusesBatches(denied(text.formatted("PutRecordBatch")))).isTrue();
    assertThat(Verdicts.refusesBatches(denied(text.formatted("PutRecord")))).isFalse();
    assertThat(Verdicts.refusesBatches(refused(500, "InternalFailure"))).isFalse();
    assertThat(Verdicts.refusesBatches(decided(TAKEN))).isFalse();
  }

  private static Answer denied(String message) {
    return new Answer.Refused(400, "AccessDeniedException", message, null);
  }

  @Test
  void words_nameCodes_andNoMessages() {
    assertThat(Verdicts.words(refused(400, "AccessDeniedException")))
        .isEqualTo("HTTP 400 AccessDeniedException");
    assertThat(Verdicts.words(decided(TAKEN, THROTTLED))).isEqualTo("ServiceUnavailableException");
    assertThat(Verdicts.words(decided(TAKEN))).isEqualTo("another number of answers than records");
    assertThat(Verdicts.words(new Answer.Unknown("timeout"))).contains("timeout");
  }
}
