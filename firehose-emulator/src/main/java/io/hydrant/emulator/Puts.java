package io.hydrant.emulator;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PutRecord and PutRecordBatch: a ladder of checks over the whole call, then each record for
/// itself.
final class Puts {
  /// 4 MiB of decoded data: what is counted was seen, the exact boundary is unverified.
  static final long CALL_BYTES_MAX = 4L << 20;

  private final Streams streams;
  private final EmulatorOptions options;
  private final InstantSource clock;

  Puts(Streams streams, EmulatorOptions options) {
    this.streams = streams;
    this.options = options;
    this.clock = options.clock();
  }

  /// What came of one record: an id, or a code and message.
  sealed interface Outcome {}

  /// The stream has it and says so.
  record Accepted(String recordId) implements Outcome {}

  /// The answer says that the stream does not have it.
  record Failed(String code, String message) implements Outcome {}

  /// Answers a put, with what strikes the stream, single records or the answer's body, if anything.
  Reply.Answered answer(
      Operation operation, PutRequest request, PutCall call, @Nullable Strike strike) {
    Misfortune misfortune = strike == null ? null : strike.misfortune();
    Violations violations = new Violations(options.wording());
    violations.put(operation, request);
    AwsError error = violations.error();
    if (error != null) {
      return error.reply();
    }
    List<Bytes> records = present(request);
    DeliveryStream stream = streams.find(String.valueOf(request.stream()));
    if (stream == null) {
      return AwsError.streamNotFound(String.valueOf(request.stream()), options.account()).reply();
    }
    Throttle throttle = strike == null ? null : strike.throttle();
    if (throttle == null) {
      throttle = stream.throttle();
    }
    error = refusal(stream, records, throttle, misfortune);
    if (error != null) {
      return error.reply();
    }
    Decision decision = decide(throttle, records, misfortune);
    List<String> ids = stream.log().append(call, decision.taken());
    if (ids.size() < decision.taken().size()) {
      return AwsError.full(streams.room().bytesMax()).reply();
    }
    List<Outcome> outcomes = decision.outcomes(ids);
    return operation == Operation.PUT_RECORD
        ? one(outcomes.getFirst(), garbling(misfortune))
        : PutAnswer.many(outcomes, garbling(misfortune));
  }

  private static List<Bytes> present(PutRequest request) {
    List<Bytes> present = new ArrayList<>();
    List<@Nullable Bytes> records = request.records();
    for (Bytes data : records == null ? List.<@Nullable Bytes>of() : records) {
      if (data != null) {
        present.add(data);
      }
    }
    return present;
  }

  /// Why the stream takes nothing of this call; null when it may take some.
  private @Nullable AwsError refusal(
      DeliveryStream stream,
      List<Bytes> records,
      Throttle throttle,
      @Nullable Misfortune misfortune) {
    AwsError error = inactive(stream, misfortune);
    if (error != null) {
      return error;
    }
    StreamTrouble trouble =
        misfortune instanceof Misfortune.HasTrouble(StreamTrouble other) ? other : stream.trouble();
    boolean kinesis = trouble == StreamTrouble.KINESIS_SOURCE;
    if (stream.type() != StreamType.DIRECT_PUT || kinesis) {
      StreamType type = kinesis ? StreamType.KINESIS_STREAM_AS_SOURCE : stream.type();
      return AwsError.invalidArgument(
          "This operation is not permitted on " + type.text() + " delivery stream type.");
    }
    error = tooLarge(records.stream().mapToLong(Bytes::length).sum(), misfortune);
    if (error != null) {
      return error;
    }
    return switch (trouble) {
      case KEY_DISABLED -> AwsError.keyDisabled();
      case LOGS_ONLY -> AwsError.logsOnly();
      case NONE, KINESIS_SOURCE ->
          throttle.passesCall() ? null : AwsError.slowDown(options.throttledStatus());
    };
  }

  private @Nullable AwsError inactive(DeliveryStream stream, @Nullable Misfortune misfortune) {
    StreamStatus status = stream.status(clock.instant());
    if (misfortune instanceof Misfortune.HasStatus(StreamStatus other, boolean accepts)) {
      status = accepts ? StreamStatus.ACTIVE : other;
      if (status == StreamStatus.DELETING) {
        return AwsError.streamNotFound(stream.name(), options.account());
      }
    }
    if (status == StreamStatus.ACTIVE || status == StreamStatus.DELETING) {
      return null;
    }
    return switch (options.whileCreating()) {
      case RESOURCE_NOT_FOUND -> AwsError.streamNotFound(stream.name(), options.account());
      case INVALID_ARGUMENT ->
          AwsError.invalidArgument("Delivery stream " + stream.name() + " is not ACTIVE.");
    };
  }

  private static @Nullable AwsError tooLarge(long bytes, @Nullable Misfortune misfortune) {
    if (misfortune instanceof Misfortune.Narrows(long callBytesMax, int status)
        && bytes > callBytesMax
        && status == 413) {
      return AwsError.tooLarge((int) callBytesMax);
    }
    long most =
        misfortune instanceof Misfortune.Narrows narrows ? narrows.callBytesMax() : CALL_BYTES_MAX;
    return bytes > most ? AwsError.invalidArgument("Records size exceeds 4 MB limit") : null;
  }

  /// What becomes of each record, before any is stored.
  ///
  /// @param taken those that are stored
  /// @param failures what the answer says of each record, null for its id
  private record Decision(List<StreamLog.Taken> taken, List<@Nullable Failed> failures) {

    /// The answers to all records, in order.
    List<Outcome> outcomes(List<String> idsOfTaken) {
      String[] ids = new String[failures.size()];
      for (int i = 0; i < idsOfTaken.size(); i++) {
        ids[taken.get(i).position()] = idsOfTaken.get(i);
      }
      List<Outcome> outcomes = new ArrayList<>(failures.size());
      for (int i = 0; i < failures.size(); i++) {
        Failed failed = failures.get(i);
        outcomes.add(failed != null ? failed : new Accepted(ids[i]));
      }
      return outcomes;
    }
  }

  private static Decision decide(
      Throttle throttle, List<Bytes> records, @Nullable Misfortune misfortune) {
    Decision decision = new Decision(new ArrayList<>(records.size()), new ArrayList<>());
    for (int i = 0; i < records.size(); i++) {
      Failed failure = null;
      boolean stored = true;
      if (misfortune instanceof Misfortune.FailsRecords fails
          && fails.which().includes(i, records.size())) {
        failure = new Failed(fails.code(), fails.message());
        stored = fails.moment() == Moment.AFTER_STORING;
      } else if (!throttle.passesRecord(records.get(i).length())) {
        failure = new Failed("ServiceUnavailableException", AwsError.SLOW_DOWN);
        stored = false;
      }
      decision.failures().add(failure);
      if (stored) {
        decision.taken().add(new StreamLog.Taken(i, records.get(i)));
      }
    }
    return decision;
  }

  private static @Nullable Garbling garbling(@Nullable Misfortune misfortune) {
    return misfortune instanceof Misfortune.Garbles garbles ? garbles.how() : null;
  }

  private Reply.Answered one(Outcome outcome, @Nullable Garbling garbling) {
    return switch (outcome) {
      case Accepted accepted -> PutAnswer.one(accepted, garbling);
      case Failed failed ->
          AwsError.failed(options.throttledStatus(), failed.code(), failed.message()).reply();
    };
  }
}
