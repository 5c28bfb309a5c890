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

  /// Answers a put, with the misfortune that strikes single records or the answer's body, if any.
  Reply.Answered answer(
      Operation operation, PutRequest request, PutCall call, @Nullable Misfortune misfortune) {
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
    error = refusal(stream, records);
    if (error != null) {
      return error.reply();
    }
    Decision decision = decide(stream, records, misfortune);
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
  private @Nullable AwsError refusal(DeliveryStream stream, List<Bytes> records) {
    if (stream.status(clock.instant()) == StreamStatus.CREATING) {
      return switch (options.whileCreating()) {
        case RESOURCE_NOT_FOUND -> AwsError.streamNotFound(stream.name(), options.account());
        case INVALID_ARGUMENT ->
            AwsError.invalidArgument("Delivery stream " + stream.name() + " is not ACTIVE.");
      };
    }
    if (stream.type() != StreamType.DIRECT_PUT) {
      return AwsError.invalidArgument(
          "This operation is not permitted on " + stream.type().text() + " delivery stream type.");
    }
    if (records.stream().mapToLong(Bytes::length).sum() > CALL_BYTES_MAX) {
      return AwsError.invalidArgument("Records size exceeds 4 MB limit");
    }
    return switch (stream.trouble()) {
      case KEY_DISABLED -> AwsError.keyDisabled();
      case LOGS_ONLY -> AwsError.logsOnly();
      case NONE ->
          stream.throttle().passesCall() ? null : AwsError.slowDown(options.throttledStatus());
    };
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
      DeliveryStream stream, List<Bytes> records, @Nullable Misfortune misfortune) {
    Decision decision = new Decision(new ArrayList<>(records.size()), new ArrayList<>());
    for (int i = 0; i < records.size(); i++) {
      Failed failure = null;
      boolean stored = true;
      if (misfortune instanceof Misfortune.FailsRecords fails && fails.which().includes(i)) {
        failure = new Failed(fails.code(), fails.message());
        stored = fails.moment() == Moment.AFTER_STORING;
      } else if (!stream.throttle().passesRecord(records.get(i).length())) {
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
