package io.hydrant.deliver;

import io.hydrant.deliver.Ruling.Again;
import io.hydrant.deliver.Ruling.Doubt;
import io.hydrant.firehose.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an answer means for its call and each record of it: the one place where that is decided.
///
/// A ladder; the first rung that holds decides. What no rung knows is sent again and shown to
/// people. Names of errors are compared without their ending `Exception`, which some answers have
/// and some have not. Sources: API reference of Firehose ("Common Errors" and the errors of
/// PutRecordBatch), and what was seen of the real service.
final class Verdicts {
  private static final String ENDING = "Exception";
  private static final String ACCESS_DENIED = "AccessDenied";

  private static final Set<String> THROTTLED =
      Set.of(
          "BandwidthLimitExceeded",
          "KMSThrottling",
          "LimitExceeded",
          "ProvisionedThroughputExceeded",
          "RequestLimitExceeded",
          "RequestThrottled",
          "ServiceUnavailable",
          "SlowDown",
          "Throttled",
          "Throttling",
          "TooManyRequests");
  private static final Set<String> SKEWED =
      Set.of("RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed");
  private static final Set<String> DENIED =
      Set.of(ACCESS_DENIED, "NotAuthorized", "OptInRequired", "UnauthorizedOperation");
  private static final Set<String> SIGNATURE = Set.of("InvalidSignature", "SignatureDoesNotMatch");
  private static final Set<String> CREDENTIALS =
      Set.of(
          "AuthFailure",
          "ExpiredToken",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidToken",
          "MissingAuthenticationToken",
          "TokenRefreshRequired",
          "UnrecognizedClient");
  private static final Set<String> KEYS =
      Set.of(
          "InvalidKMSResource",
          "KMSAccessDenied",
          "KMSDisabled",
          "KMSInvalidState",
          "KMSNotFound",
          "KMSOptInRequired");
  private static final Set<String> RECORDS = Set.of("InvalidArgument", "Validation");
  private static final Set<String> NO_OPERATION = Set.of("InvalidAction", "UnknownOperation");

  private Verdicts() {}

  /// What became of a call. A record is taken only when the answer says so of it, and an answer
  /// counts only when it speaks of as many records as were sent; otherwise nobody knows, and what
  /// nobody knows is sent again.
  static Ruling of(Answer answer, int records) {
    return switch (answer) {
      case Answer.Decided(List<Answer.RecordAnswer> each) when each.size() == records -> each(each);
      case Answer.Decided _ -> again(records, Again.UNKNOWN_FATE);
      case Answer.Refused refused -> refused(refused, records);
      case Answer.NotSent(Answer.Cause cause, String _) when cause == Answer.Cause.CREDENTIALS ->
          new Ruling.Blocked(BlockedCause.CREDENTIALS);
      case Answer.NotSent _ -> again(records, Again.FAILING);
      case Answer.Unknown _ -> again(records, Again.UNKNOWN_FATE);
    };
  }

  private static Ruling again(int records, Again why) {
    return new Ruling.Each(Collections.nCopies(records, Verdict.AGAIN), why);
  }

  private static Ruling each(List<Answer.RecordAnswer> answers) {
    List<Verdict> verdicts = new ArrayList<>();
    Again why = null;
    for (Answer.RecordAnswer answer : answers) {
      switch (answer) {
        case Answer.Taken _ -> verdicts.add(Verdict.TAKEN);
        case Answer.NotTaken(String code, String _) -> {
          verdicts.add(Verdict.AGAIN);
          Again one = ofRecord(plain(code));
          why = why == null || one == Again.THROTTLED ? one : why;
        }
      }
    }
    return new Ruling.Each(verdicts, why);
  }

  /// Documented are `ServiceUnavailableException` and `InternalFailure`.
  private static Again ofRecord(String code) {
    if (THROTTLED.contains(code)) {
      return Again.THROTTLED;
    }
    if (code.equals("InternalFailure") || code.isEmpty()) {
      // It may have been kept all the same.
      return Again.UNKNOWN_FATE;
    }
    return Again.UNHEARD_OF;
  }

  // ---- the ladder for a call that was refused as a whole

  private static Ruling refused(Answer.Refused refused, int records) {
    String code = plain(refused.code());
    if (THROTTLED.contains(code)) {
      // At 400, 500 or 503: sources do not agree, so the status is not looked at.
      return again(records, Again.THROTTLED);
    }
    BlockedCause cause = cause(refused, code);
    if (cause != null) {
      return new Ruling.Blocked(cause);
    }
    if (refused.status() == 413 || isForSize(refused, code)) {
      return new Ruling.Refused(Doubt.SIZE, code);
    }
    if (RECORDS.contains(code)) {
      return new Ruling.Refused(Doubt.RECORD, code);
    }
    return again(records, why(refused));
  }

  private static @Nullable BlockedCause cause(Answer.Refused refused, String code) {
    if (code.equals("ResourceNotFound")) {
      return BlockedCause.MISSING_STREAM;
    }
    if (KEYS.contains(code) || (DENIED.contains(code) && refused.message().contains("kms:"))) {
      return BlockedCause.KMS;
    }
    if (code.equals("InvalidSource")) {
      return BlockedCause.INVALID_SOURCE;
    }
    if (SKEWED.contains(code) || (SIGNATURE.contains(code) && isSkew(refused.message()))) {
      return BlockedCause.CLOCK_SKEW;
    }
    if (SIGNATURE.contains(code)) {
      return refused.message().contains("valid region")
          ? BlockedCause.WRONG_REGION
          : BlockedCause.CREDENTIALS;
    }
    if (CREDENTIALS.contains(code)) {
      return BlockedCause.CREDENTIALS;
    }
    if (DENIED.contains(code) || refused.status() == 401 || refused.status() == 403) {
      return BlockedCause.ACCESS_DENIED;
    }
    if (NO_OPERATION.contains(code) || refused.status() == 404) {
      return BlockedCause.NOT_FIREHOSE;
    }
    return null;
  }

  /// AWS refuses a signature that is more than five minutes off by one code with that of a wrong
  /// key.
  private static boolean isSkew(String message) {
    return message.contains("Signature expired") || message.contains("Signature not yet current");
  }

  private static boolean isForSize(Answer.Refused refused, String code) {
    return code.equals("RequestEntityTooLarge")
        || (code.equals("InvalidArgument") && refused.message().contains("size exceeds"));
  }

  private static Again why(Answer.Refused refused) {
    if (refused.status() == 429) {
      return Again.THROTTLED;
    }
    return refused.status() >= 500 || refused.status() == 408 ? Again.FAILING : Again.UNHEARD_OF;
  }

  private static String plain(@Nullable String code) {
    if (code == null) {
      return "";
    }
    return code.endsWith(ENDING) ? code.substring(0, code.length() - ENDING.length()) : code;
  }

  // ---- what else an answer tells

  /// Whether the caller may not do what it asked for.
  static boolean deniesAccess(Answer answer) {
    return answer instanceof Answer.Refused refused && plain(refused.code()).equals(ACCESS_DENIED);
  }

  /// Whether the caller may not use PutRecordBatch, while PutRecord may be allowed: least-privilege
  /// policies that grant only that exist.
  static boolean refusesBatches(Answer answer) {
    return answer instanceof Answer.Refused refused
        && deniesAccess(refused)
        && refused.message().contains("firehose:PutRecordBatch");
  }

  /// The answer in a few words for a log: codes and reasons, never content.
  static String words(Answer answer) {
    return switch (answer) {
      case Answer.Decided decided -> firstError(decided);
      case Answer.Refused refused ->
          "HTTP " + refused.status() + (refused.code() == null ? "" : " " + refused.code());
      case Answer.NotSent notSent -> "not sent: " + notSent.why();
      case Answer.Unknown unknown -> "no usable answer: " + unknown.why();
    };
  }

  /// The first error in it that no rung knows, in a few words; null when there is none. It may
  /// stand beside others that are known and decide how the connection goes on.
  static @Nullable String unheardOf(Answer answer) {
    return switch (answer) {
      case Answer.Decided(List<Answer.RecordAnswer> each) -> unheardOf(each);
      case Answer.Refused refused ->
          refused(refused, 1) instanceof Ruling.Each(List<Verdict> _, Again why)
                  && why == Again.UNHEARD_OF
              ? words(refused)
              : null;
      case Answer.NotSent _, Answer.Unknown _ -> null;
    };
  }

  private static @Nullable String unheardOf(List<Answer.RecordAnswer> answers) {
    for (Answer.RecordAnswer answer : answers) {
      if (answer instanceof Answer.NotTaken(String code, String _)
          && ofRecord(plain(code)) == Again.UNHEARD_OF) {
        return code;
      }
    }
    return null;
  }

  private static String firstError(Answer.Decided decided) {
    for (Answer.RecordAnswer each : decided.records()) {
      if (each instanceof Answer.NotTaken notTaken) {
        return notTaken.code().isEmpty() ? "no reason given" : notTaken.code();
      }
    }
    return "another number of answers than records";
  }
}
