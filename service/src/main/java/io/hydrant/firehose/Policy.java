package io.hydrant.firehose;

import io.hydrant.settings.Delivery;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// The least-privilege IAM policy for some connections: the actions Hydrant uses, on their streams
/// and nothing else.
///
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// Kinesis Firehose".
public final class Policy {
  private static final List<String> ACTIONS =
      List.of("firehose:DescribeDeliveryStream", "firehose:PutRecord", "firehose:PutRecordBatch");

  private Policy() {}

  /// The policy as JSON, ready to paste.
  ///
  /// @param account twelve digits
  public static String of(Collection<Delivery> deliveries, String account) {
    TreeSet<String> streams = new TreeSet<>();
    for (Delivery delivery : deliveries) {
      streams.add(arn(delivery.deliveryStreamName(), delivery.awsRegion(), account));
    }
    return allowing(streams);
  }

  /// The policy for one stream.
  ///
  /// @param account twelve digits, or words that a person replaces
  public static String of(String deliveryStreamName, String awsRegion, String account) {
    return allowing(List.of(arn(deliveryStreamName, awsRegion, account)));
  }

  private static String allowing(Collection<String> streams) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = AnswerReader.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("Version", "2012-10-17");
      json.writeArrayPropertyStart("Statement");
      json.writeStartObject();
      json.writeStringProperty("Sid", "Hydrant");
      json.writeStringProperty("Effect", "Allow");
      write(json, "Action", ACTIONS);
      write(json, "Resource", streams);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /// `arn:aws:firehose:eu-west-1:111122223333:deliverystream/my-stream`
  private static String arn(String deliveryStreamName, String awsRegion, String account) {
    String partition = PartitionMetadata.of(Region.of(awsRegion)).id();
    return "arn:%s:firehose:%s:%s:deliverystream/%s"
        .formatted(partition, awsRegion, account, deliveryStreamName);
  }
}
