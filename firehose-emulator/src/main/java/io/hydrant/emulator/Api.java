package io.hydrant.emulator;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Firehose's API from a whole request to its reply, in the order: target, who signed it, what it
/// says, whether its signer may, and then what its operation makes of it.
final class Api {
  private final EmulatorOptions options;
  private final InstantSource clock;
  private final Doorkeeper doorkeeper;
  private final Streams streams;
  private final Puts puts;
  private final ControlPlane control;
  private final FaultScript faults;

  Api(EmulatorOptions options, Doorkeeper doorkeeper, Streams streams, ControlPlane control) {
    this.options = options;
    this.clock = options.clock();
    this.doorkeeper = doorkeeper;
    this.streams = streams;
    this.puts = new Puts(streams, options);
    this.control = control;
    this.faults = new FaultScript(clock);
  }

  /// The misfortunes still to come.
  FaultScript faults() {
    return faults;
  }

  Reply answer(AwsRequest request, String requestId) throws InterruptedException {
    Operation operation = operation(request);
    if (operation == null) {
      return AwsError.unknownOperation().reply();
    }
    Strike strike = faults.next(new Armed.Seen(Misfortune.Stage.SIGNATURE, operation, null, null));
    if (strike == null || !(strike.misfortune() instanceof Misfortune.Skews skews)) {
      return signed(operation, request, requestId, Duration.ZERO);
    }
    Reply reply = signed(operation, request, requestId, skews.by());
    return reply instanceof Reply.Answered answered ? answered.in(date(skews)) : reply;
  }

  private Manner date(Misfortune.Skews skews) {
    String date = Emulator.HTTP_DATE.format(clock.instant().plus(skews.by()));
    return Manner.headers(
        skews.saysDate() ? List.of(new Misfortune.Header("Date", date)) : List.of(),
        Set.of("Date"));
  }

  private Reply signed(Operation operation, AwsRequest request, String requestId, Duration ahead)
      throws InterruptedException {
    return switch (doorkeeper.verify(request, ahead)) {
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
      throws MalformedBody, InterruptedException {
    PutRequest put = PutRequest.parse(operation, request.body());
    Signed signed = new Signed(operation, put.stream(), key);
    AwsError denied = denied(signed);
    if (denied != null) {
      return denied.reply();
    }
    PutCall call =
        new PutCall(
            requestId,
            request.header("amz-sdk-invocation-id"),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return meeting(signed, strike -> puts.answer(operation, put, call, strike));
  }

  private Reply control(Operation operation, AwsRequest request, AccessKey key)
      throws MalformedBody, InterruptedException {
    ControlRequest parsed = ControlRequest.parse(request.body());
    Signed signed = new Signed(operation, parsed.stream(), key);
    AwsError denied = denied(signed);
    if (denied != null) {
      return denied.reply();
    }
    return meeting(signed, strike -> control.answer(operation, parsed, strike));
  }

  /// A call that is signed and readable.
  private record Signed(Operation operation, @Nullable String stream, AccessKey key) {
    Armed.Seen seen() {
      String signer = key.id() + "\n" + key.sessionToken();
      return new Armed.Seen(Misfortune.Stage.CALL, operation, stream, signer);
    }
  }

  /// What a call does when nothing ends it before; this is what stores.
  private interface Usual {
    Reply.Answered answer(@Nullable Strike strike);
  }

  /// The reply to a call that meets a misfortune, or none.
  private Reply meeting(Signed signed, Usual usual) throws InterruptedException {
    Strike strike = faults.next(signed.seen());
    return switch (strike == null ? null : strike.misfortune()) {
      case Misfortune.Answers answers -> instead(answers.moment(), answers.reply(), usual);
      case Misfortune.Resets resets -> instead(resets.moment(), new Reply.Cut(), usual);
      case Misfortune.Hangs hangs -> instead(hangs.moment(), new Reply.Silence(), usual);
      case Misfortune.Expires expires ->
          AwsError.expiredToken().withStatus(expires.status()).reply();
      case Misfortune.Denies denies -> accessDenied(signed).reply();
      case Misfortune.Delays delays -> delayed(delays.moment(), strike, usual);
      case Misfortune.Drips drips -> usual.answer(null).in(Manner.slow(drips.bytesPerSecond()));
      case Misfortune.Closes closes -> usual.answer(null).in(Manner.closing());
      case Misfortune.ChangesHeaders other ->
          usual.answer(null).in(Manner.headers(other.added(), other.without()));
      case Misfortune.Deletes deletes -> {
        streams.vanish(String.valueOf(signed.stream()), deletes.recreatedAfter());
        yield usual.answer(null);
      }
      case null, default -> usual.answer(strike);
    };
  }

  private static Reply instead(Moment moment, Reply reply, Usual usual) {
    if (moment == Moment.AFTER_STORING) {
      usual.answer(null);
    }
    return reply;
  }

  private static Reply delayed(Moment moment, @Nullable Strike strike, Usual usual)
      throws InterruptedException {
    Duration delay = strike == null ? Duration.ZERO : strike.delay();
    if (moment == Moment.AFTER_STORING) {
      Reply reply = usual.answer(null);
      Thread.sleep(delay);
      return reply;
    }
    Thread.sleep(delay);
    return usual.answer(null);
  }

  /// Whether the key's policy forbids it. Its policy names streams of this account, so that an ARN
  /// in place of a name makes the doubled ARN that nobody is allowed.
  private @Nullable AwsError denied(Signed signed) {
    String stream = signed.stream();
    boolean arn = stream != null && stream.startsWith("arn:");
    return signed.key().allowed().contains(signed.operation()) && !arn
        ? null
        : accessDenied(signed);
  }

  private AwsError accessDenied(Signed signed) {
    boolean any = signed.operation() == Operation.LIST_DELIVERY_STREAMS;
    return AwsError.accessDenied(
        Arn.user(options, signed.key()),
        signed.operation(),
        any ? "*" : Arn.stream(options, String.valueOf(signed.stream())));
  }

  /// What befalls a request of which the headers are there.
  ///
  /// @param reused whether its connection had another before
  @Nullable Misfortune head(@Nullable String target, boolean reused) {
    Operation operation = Operation.ofTarget(target);
    if (operation == null) {
      return null;
    }
    Strike strike =
        faults.next(new Armed.Seen(Misfortune.Stage.HEAD, operation, null, null, reused));
    return strike == null ? null : strike.misfortune();
  }
}
