package io.hydrant.emulator;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Firehose's API from a whole request to its reply, in the order: target, who signed it, what it
/// says, whether its signer may, and then what its operation makes of it.
final class Api {
  private final EmulatorOptions options;
  private final InstantSource clock;
  private final Doorkeeper doorkeeper;
  private final Puts puts;
  private final ControlPlane control;
  private final FaultScript faults = new FaultScript();

  Api(EmulatorOptions options, Doorkeeper doorkeeper, Puts puts, ControlPlane control) {
    this.options = options;
    this.clock = options.clock();
    this.doorkeeper = doorkeeper;
    this.puts = puts;
    this.control = control;
  }

  /// The misfortunes still to come.
  FaultScript faults() {
    return faults;
  }

  Reply answer(AwsRequest request, String requestId) {
    Operation operation = operation(request);
    if (operation == null) {
      return AwsError.unknownOperation().reply();
    }
    return switch (doorkeeper.verify(request)) {
      case Doorkeeper.Refused refused -> refused.error().reply();
      case Doorkeeper.Known known -> {
        try {
          yield operation.puts()
              ? put(operation, request, known.key(), requestId)
              : control(operation, request, known.key());
        } catch (MalformedBody e) {
          yield AwsError.serialization(e.text()).reply();
        }
      }
    };
  }

  private static @Nullable Operation operation(AwsRequest request) {
    String contentType = request.header("content-type");
    if (!request.method().equals("POST")
        || !request.path().equals("/")
        || contentType == null
        || !contentType.startsWith(Reply.JSON)) {
      return null;
    }
    return Operation.ofTarget(request.header("x-amz-target"));
  }

  private Reply put(Operation operation, AwsRequest request, AccessKey key, String requestId)
      throws MalformedBody {
    PutRequest put = PutRequest.parse(operation, request.body());
    AwsError denied = denied(operation, put.stream(), key);
    if (denied != null) {
      return denied.reply();
    }
    PutCall call =
        new PutCall(
            requestId,
            request.header("amz-sdk-invocation-id"),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Misfortune misfortune = faults.next(operation, put.stream());
    return meeting(misfortune, () -> puts.answer(operation, put, call, misfortune));
  }

  private Reply control(Operation operation, AwsRequest request, AccessKey key)
      throws MalformedBody {
    ControlRequest parsed = ControlRequest.parse(request.body());
    AwsError denied = denied(operation, parsed.stream(), key);
    if (denied != null) {
      return denied.reply();
    }
    return meeting(
        faults.next(operation, parsed.stream()), () -> control.answer(operation, parsed));
  }

  /// The reply to a call that meets a misfortune, or none; `usual` is what stores.
  private static Reply meeting(@Nullable Misfortune misfortune, Usual usual) {
    return switch (misfortune) {
      case null -> usual.answer();
      case Misfortune.FailsRecords fails -> usual.answer();
      case Misfortune.Garbles garbles -> usual.answer();
      case Misfortune.Answers answers -> instead(answers.moment(), answers.reply(), usual);
      case Misfortune.Resets resets -> instead(resets.moment(), new Reply.Cut(), usual);
      case Misfortune.Hangs hangs -> instead(hangs.moment(), new Reply.Silence(), usual);
    };
  }

  /// What a call does when nothing happens to it.
  private interface Usual {
    Reply.Answered answer();
  }

  private static Reply instead(Moment moment, Reply reply, Usual usual) {
    if (moment == Moment.AFTER_STORING) {
      usual.answer();
    }
    return reply;
  }

  /// Whether the key's policy forbids it. Its policy names streams of this account, so that an ARN
  /// in place of a name makes the doubled ARN that nobody is allowed.
  private @Nullable AwsError denied(Operation operation, @Nullable String stream, AccessKey key) {
    boolean arn = stream != null && stream.startsWith("arn:");
    if (key.allowed().contains(operation) && !arn) {
      return null;
    }
    String resource = operation == Operation.LIST_DELIVERY_STREAMS ? "*" : String.valueOf(stream);
    return AwsError.accessDenied(
        Arn.user(options, key),
        operation,
        resource.equals("*") ? resource : Arn.stream(options, resource));
  }
}
