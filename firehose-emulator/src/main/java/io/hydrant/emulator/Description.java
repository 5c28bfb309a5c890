package io.hydrant.emulator;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/// What DescribeDeliveryStream says of a stream. The destination is a bucket that does not exist.
final class Description {
  private static final String BUCKET = "arn:aws:s3:::emulated-bucket";
  private static final String ROLE = "arn:aws:iam::000000000000:role/emulated-delivery";

  private Description() {}

  /// @param status its own, or what a misfortune says
  static byte[] of(DeliveryStream stream, String arn, StreamStatus status, StreamType type) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeObjectPropertyStart("DeliveryStreamDescription");
      json.writeStringProperty("DeliveryStreamName", stream.name());
      json.writeStringProperty("DeliveryStreamARN", arn);
      json.writeStringProperty("DeliveryStreamStatus", status.name());
      json.writeObjectPropertyStart("DeliveryStreamEncryptionConfiguration");
      json.writeStringProperty("Status", "DISABLED");
      json.writeEndObject();
      json.writeStringProperty("DeliveryStreamType", type.text());
      json.writeStringProperty("VersionId", "1");
      seconds(json, "CreateTimestamp", stream.created());
      seconds(json, "LastUpdateTimestamp", stream.updated());
      destinations(json);
      json.writeBooleanProperty("HasMoreDestinations", false);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static void destinations(JsonGenerator json) {
    json.writeArrayPropertyStart("Destinations");
    json.writeStartObject();
    json.writeStringProperty("DestinationId", "destinationId-000000000001");
    for (String kind :
        new String[] {"S3DestinationDescription", "ExtendedS3DestinationDescription"}) {
      json.writeObjectPropertyStart(kind);
      json.writeStringProperty("RoleARN", ROLE);
      json.writeStringProperty("BucketARN", BUCKET);
      json.writeObjectPropertyStart("BufferingHints");
      json.writeNumberProperty("SizeInMBs", 5);
      json.writeNumberProperty("IntervalInSeconds", 300);
      json.writeEndObject();
      json.writeStringProperty("CompressionFormat", "UNCOMPRESSED");
      json.writeObjectPropertyStart("EncryptionConfiguration");
      json.writeStringProperty("NoEncryptionConfig", "NoEncryption");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  /// A timestamp as AWS JSON has it: seconds, with a fraction.
  private static void seconds(JsonGenerator json, String name, Instant time) {
    json.writeNumberProperty(name, time.toEpochMilli() / 1_000.0);
  }
}
