package io.hydrant.emulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The errors of Firehose and of what stands before it, by type, as they are worded when a script
/// names the type alone.
final class KnownErrors {
  static final String INTERNAL_FAILURE = "Internal service failure.";

  private static final Map<String, AwsError> BY_TYPE = new TreeMap<>();

  static {
    for (AwsError error :
        List.of(
            new AwsError(500, "InternalFailure", "message", INTERNAL_FAILURE, null),
            AwsError.slowDown(500),
            AwsError.rateExceeded(),
            AwsError.expiredToken(),
            AwsError.wrongSignature(),
            AwsError.unrecognizedClient(),
            AwsError.missingAuthentication(),
            AwsError.incompleteSignature("Authorization header requires 'Signature' parameter."),
            new AwsError(
                400,
                "AccessDeniedException",
                "Message",
                "User is not authorized to perform this operation",
                null),
            AwsError.streamNotFound("stream", "111122223333"),
            AwsError.invalidArgument("Records size exceeds 4 MB limit"),
            AwsError.validation(
                "1 validation error detected: Value at 'records' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 500"),
            AwsError.keyDisabled(),
            AwsError.logsOnly(),
            AwsError.tooLarge(6 << 20),
            AwsError.serialization(""),
            AwsError.unknownOperation(),
            AwsError.limitExceeded(5_000),
            AwsError.resourceInUse("The resource is in use"))) {
      BY_TYPE.put(error.type(), error);
    }
  }

  private KnownErrors() {}

  /// The error a type names, null for one that is not Firehose's.
  static @Nullable AwsError named(String type) {
    return BY_TYPE.get(type);
  }
}
