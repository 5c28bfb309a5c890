package io.hydrant.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describe, list, create and delete: what is asked about streams, each at its own rate.
final class ControlPlane {
  /// The smallest of the regions' limits would be 100; this is the largest.
  private static final int STREAMS_MAX = 5_000;

  private static final int LIST_LIMIT_DEFAULT = 10;
  private static final List<String> TYPES =
      List.of("DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource");

  private final Streams streams;
  private final EmulatorOptions options;
  private final InstantSource clock;
  private final Map<Operation, TokenBucket> rates = new EnumMap<>(Operation.class);

  ControlPlane(Streams streams, EmulatorOptions options) {
    this.streams = streams;
    this.options = options;
    this.clock = options.clock();
    for (Operation operation : Operation.values()) {
      rates.put(operation, new TokenBucket(options.quotas().controlPerSecond(), clock));
    }
  }

  void setQuotas(Quotas quotas) {
    for (TokenBucket rate : rates.values()) {
      rate.setRate(quotas.controlPerSecond());
    }
  }

  /// Answers, with the misfortune that makes the stream another than it is, if any.
  Reply.Answered answer(Operation operation, ControlRequest request, @Nullable Strike strike) {
    AwsError error = violations(operation, request).error();
    if (error != null) {
      return error.reply();
    }
    Throttle throttle = strike == null ? null : strike.throttle();
    TokenBucket rate = rates.get(operation);
    if (throttle != null ? !throttle.passesControl() : rate != null && !rate.take(1)) {
      return AwsError.rateExceeded().reply();
    }
    String name = String.valueOf(request.stream());
    return switch (operation) {
      case DESCRIBE_DELIVERY_STREAM -> describe(name, strike == null ? null : strike.misfortune());
      case LIST_DELIVERY_STREAMS -> list(request);
      case CREATE_DELIVERY_STREAM -> create(name, request);
      case DELETE_DELIVERY_STREAM -> delete(name);
      case PUT_RECORD, PUT_RECORD_BATCH ->
          throw new IllegalArgumentException("not of the control plane: " + operation);
    };
  }

  private Violations violations(Operation operation, ControlRequest request) {
    Violations violations = new Violations(options.wording());
    if (operation != Operation.LIST_DELIVERY_STREAMS) {
      violations.streamName(request.stream());
    }
    violations.limit(request.limit());
    violations.oneOf("deliveryStreamType", request.type(), TYPES);
    for (ControlRequest.Destination destination : request.destinations()) {
      String path =
          destination.member().substring(0, 1).toLowerCase(Locale.ROOT)
              + destination.member().substring(1);
      if (destination.member().contains("S3")) {
        for (String member : List.of("RoleARN", "BucketARN")) {
          if (!destination.given().contains(member)) {
            violations.notNull(
                path + "." + member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1));
          }
        }
      }
    }
    return violations;
  }

  private Reply.Answered describe(String name, @Nullable Misfortune misfortune) {
    DeliveryStream stream = streams.find(name);
    if (stream == null) {
      return AwsError.streamNotFoundByControl(name, options.account()).reply();
    }
    StreamStatus status =
        misfortune instanceof Misfortune.HasStatus(StreamStatus other, boolean accepts)
            ? other
            : stream.status(clock.instant());
    StreamType type =
        misfortune instanceof Misfortune.HasTrouble(StreamTrouble trouble)
                && trouble == StreamTrouble.KINESIS_SOURCE
            ? StreamType.KINESIS_STREAM_AS_SOURCE
            : stream.type();
    return Reply.json(200, Description.of(stream, arn(name), status, type));
  }

  private Reply.Answered list(ControlRequest request) {
    Long limit = request.limit();
    int most = limit == null ? LIST_LIMIT_DEFAULT : Math.toIntExact(limit);
    List<String> matching =
        streams.names().stream()
            .filter(name -> after(name, request.startName()) && ofType(name, request.type()))
            .toList();
    return Reply.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("DeliveryStreamNames");
          matching.stream().limit(most).forEach(json::writeString);
          json.writeEndArray();
          json.writeBooleanProperty("HasMoreDeliveryStreams", matching.size() > most);
          json.writeEndObject();
        }));
  }

  private static boolean after(String name, @Nullable String start) {
    return start == null || name.compareTo(start) > 0;
  }

  private boolean ofType(String name, @Nullable String type) {
    DeliveryStream stream = streams.find(name);
    return type == null || (stream != null && stream.type().text().equals(type));
  }

  private Reply.Answered create(String name, ControlRequest request) {
    if (request.destinations().size() != 1) {
      return AwsError.invalidArgument(
              "Exactly one destination configuration is supported for a Firehose")
          .reply();
    }
    String type = request.type();
    StreamType known = type == null ? StreamType.DIRECT_PUT : StreamType.named(type);
    if (known == null) {
      return AwsError.invalidArgument(
              "The emulator has no streams of type "
                  + type
                  + ", only "
                  + Arrays.stream(StreamType.values()).map(StreamType::text).toList())
          .reply();
    }
    if (streams.names().size() >= STREAMS_MAX) {
      return AwsError.limitExceeded(STREAMS_MAX).reply();
    }
    if (!streams.create(name, known, true)) {
      return AwsError.streamExists(name, options.account()).reply();
    }
    return Reply.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("DeliveryStreamARN", arn(name));
          json.writeEndObject();
        }));
  }

  private Reply.Answered delete(String name) {
    DeliveryStream stream = streams.find(name);
    if (stream == null) {
      return AwsError.streamNotFoundByControl(name, options.account()).reply();
    }
    Instant now = clock.instant();
    if (stream.status(now) == StreamStatus.CREATING) {
      return AwsError.resourceInUse(
              "Firehose "
                  + name
                  + " under accountId "
                  + options.account()
                  + " is in CREATING state and can not be deleted")
          .reply();
    }
    streams.delete(stream);
    return Reply.json(200, "{}");
  }

  private String arn(String name) {
    return Arn.stream(options, name);
  }
}
