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

  Reply.Answered answer(Operation operation, PutRequest request, PutCall call) {
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
    return error != null ? error.reply() : put(operation, stream, records, call);
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

  private Reply.Answered put(
      Operation operation, DeliveryStream stream, List<Bytes> records, PutCall call) {
    List<StreamLog.Taken> taken = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      if (stream.throttle().passesRecord(records.get(i).length())) {
        taken.add(new StreamLog.Taken(i, records.get(i)));
      }
    }
    List<String> ids = stream.log().append(call, taken);
    if (ids.size() < taken.size()) {
      return AwsError.full(streams.room().bytesMax()).reply();
    }
    List<Outcome> outcomes = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      outcomes.add(new Failed("ServiceUnavailableException", AwsError.SLOW_DOWN));
    }
    for (int i = 0; i < taken.size(); i++) {
      outcomes.set(taken.get(i).position(), new Accepted(ids.get(i)));
    }
    return operation == Operation.PUT_RECORD ? one(outcomes.getFirst()) : many(outcomes);
  }

  private Reply.Answered one(Outcome outcome) {
    return switch (outcome) {
      case Failed failed -> AwsError.slowDown(options.throttledStatus()).reply();
      case Accepted accepted ->
          Reply.json(
              200,
              Json.write(json -> {
                json.writeStartObject();
                json.writeStringProperty("RecordId", accepted.recordId());
                json.writeBooleanProperty("Encrypted", false);
                json.writeEndObject();
              }));
    };
  }

  private static Reply.Answered many(List<Outcome> outcomes) {
    long failed = outcomes.stream().filter(Failed.class::isInstance).count();
    return Reply.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeNumberProperty("FailedPutCount", failed);
          json.writeBooleanProperty("Encrypted", false);
          json.writeArrayPropertyStart("RequestResponses");
          for (Outcome outcome : outcomes) {
            json.writeStartObject();
            switch (outcome) {
              case Accepted accepted -> json.writeStringProperty("RecordId", accepted.recordId());
              case Failed fault -> {
                json.writeStringProperty("ErrorCode", fault.code());
                json.writeStringProperty("ErrorMessage", fault.message());
              }
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
