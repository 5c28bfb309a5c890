package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Describe, list, create and delete on the wire.
class StreamExchangesTest extends Exchanges {
  @Test
  void a_stream_is_described() throws Exception {
    HttpResponse<String> reply = caller.call("DescribeDeliveryStream", Bodies.name("s"));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .startsWith(
            "{\"DeliveryStreamDescription\":{\"DeliveryStreamName\":\"s\",\"DeliveryStreamARN\":\"arn:aws:firehose:us-east-1:111122223333:deliverystream/s\",\"DeliveryStreamStatus\":\"ACTIVE\",\"DeliveryStreamEncryptionConfiguration\":{\"Status\":\"DISABLED\"},\"DeliveryStreamType\":\"DirectPut\",\"VersionId\":\"1\",\"CreateTimestamp\":1.7")
        .contains(
            "\"Destinations\":[{\"DestinationId\":\"destinationId-000000000001\",\"S3DestinationDescription\":{")
        .contains("\"ExtendedS3DestinationDescription\":{")
        .endsWith("\"HasMoreDestinations\":false}}");
  }

  @Test
  void an_unknown_stream_is_not_found_in_other_words_than_a_put_has() throws Exception {
    for (String operation : List.of("DescribeDeliveryStream", "DeleteDeliveryStream")) {
      assertError(
          caller.call(operation, Bodies.name("nosuch")),
          "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Firehose nosuch under account"
              + " 111122223333 not found.\"}");
    }
  }

  @Test
  void each_operation_is_throttled_for_itself_at_five_a_second() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(caller.call("DescribeDeliveryStream", Bodies.name("s")).statusCode())
          .isEqualTo(200);
    }
    assertError(
        caller.call("DescribeDeliveryStream", Bodies.name("s")),
        "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
    assertThat(caller.call("ListDeliveryStreams", "{}").statusCode()).isEqualTo(200);
    pass(Duration.ofMillis(200));
    assertThat(caller.call("DescribeDeliveryStream", Bodies.name("s")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_stream_comes_and_goes() throws Exception {
    assertThat(caller.call("CreateDeliveryStream", Bodies.create("t", "DirectPut")).body())
        .isEqualTo(
            "{\"DeliveryStreamARN\":\"arn:aws:firehose:us-east-1:111122223333:deliverystream/t\"}");
    assertThat(status("t")).contains("\"CREATING\"");
    assertThat(caller.call("DeleteDeliveryStream", Bodies.name("t")).body())
        .startsWith("{\"__type\":\"ResourceInUseException\"");
    assertError(
        caller.call("CreateDeliveryStream", Bodies.create("t", "DirectPut")),
        "{\"__type\":\"ResourceInUseException\",\"message\":\"Firehose t under accountId"
            + " 111122223333 already exists\"}");
    pass(CREATING);
    assertThat(status("t")).contains("\"ACTIVE\"");
    assertThat(caller.call("DeleteDeliveryStream", Bodies.name("t")).body()).isEqualTo("{}");
    assertThat(status("t")).contains("\"DELETING\"");
    pass(DELETING);
    assertThat(status("t")).contains("Firehose t under account 111122223333 not found.");
    assertThat(caller.call("CreateDeliveryStream", Bodies.create("t", "DirectPut")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_stream_has_exactly_one_destination_with_a_bucket() throws Exception {
    assertError(
        caller.call("CreateDeliveryStream", Bodies.name("t")),
        "{\"__type\":\"InvalidArgumentException\",\"message\":\"Exactly one destination"
            + " configuration is supported for a Firehose\"}");
    assertThat(
            caller
                .call(
                    "CreateDeliveryStream",
                    "{\"DeliveryStreamName\":\"t\",\"ExtendedS3DestinationConfiguration\":{\"RoleARN\":\"r\"}}")
                .body())
        .contains(
            "Value null at 'extendedS3DestinationConfiguration.bucketARN' failed to satisfy"
                + " constraint: Member must not be null");
    assertThat(caller.call("CreateDeliveryStream", Bodies.create("t", "Push")).body())
        .contains(
            "Value 'Push' at 'deliveryStreamType' failed to satisfy constraint: Member must satisfy"
                + " enum value set: [DirectPut, KinesisStreamAsSource, MSKAsSource,"
                + " DatabaseAsSource]");
  }

  @Test
  void streams_are_listed_in_pages() throws Exception {
    for (int i = 0; i < 11; i++) {
      emulator.createStream("p" + (char) ('k' - i));
    }
    emulator.createStream("kinesis", StreamType.KINESIS_STREAM_AS_SOURCE);

    assertThat(caller.call("ListDeliveryStreams", "{\"Limit\":2}").body())
        .isEqualTo(
            "{\"DeliveryStreamNames\":[\"kinesis\",\"pa\"],\"HasMoreDeliveryStreams\":true}");
    assertThat(
            caller
                .call("ListDeliveryStreams", "{\"ExclusiveStartDeliveryStreamName\":\"pk\"}")
                .body())
        .isEqualTo("{\"DeliveryStreamNames\":[\"s\"],\"HasMoreDeliveryStreams\":false}");
    assertThat(caller.call("ListDeliveryStreams", "{}").body())
        .contains("\"pi\"],\"HasMoreDeliveryStreams\":true");
    assertThat(
            caller
                .call("ListDeliveryStreams", "{\"DeliveryStreamType\":\"KinesisStreamAsSource\"}")
                .body())
        .isEqualTo("{\"DeliveryStreamNames\":[\"kinesis\"],\"HasMoreDeliveryStreams\":false}");
    assertThat(caller.call("ListDeliveryStreams", "{\"Limit\":0}").body())
        .contains("Value '0' at 'limit'");
  }

  private String status(String stream) throws Exception {
    return caller.call("DescribeDeliveryStream", Bodies.name(stream)).body();
  }
}
