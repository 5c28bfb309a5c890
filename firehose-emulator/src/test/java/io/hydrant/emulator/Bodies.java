package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// Bodies of requests.
final class Bodies {
  private Bodies() {}

  static String putRecord(String stream, int bytes) {
    return "{\"DeliveryStreamName\":\"" + stream + "\",\"Record\":" + record(bytes) + "}";
  }

  static String putRecordBatch(String stream, int... bytes) {
    StringBuilder records = new StringBuilder();
    for (int size : bytes) {
      records.append(records.isEmpty() ? "" : ",").append(record(size));
    }
    return "{\"DeliveryStreamName\":\"" + stream + "\",\"Records\":[" + records + "]}";
  }

  static String putRecordBatch(String stream, List<String> data) {
    return data.stream()
        .map(text ->
            "{\"Data\":\""
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "\"}")
        .collect(
            Collectors.joining(
                ",", "{\"DeliveryStreamName\":\"" + stream + "\",\"Records\":[", "]}"));
  }

  static int[] times(int count, int bytes) {
    return Collections.nCopies(count, bytes).stream().mapToInt(Integer::intValue).toArray();
  }

  static String name(String stream) {
    return "{\"DeliveryStreamName\":\"" + stream + "\"}";
  }

  static String create(String stream, String type) {
    return "{\"DeliveryStreamName\":\"%s\",\"DeliveryStreamType\":\"%s\",\"ExtendedS3DestinationConfiguration\":{\"RoleARN\":\"arn:aws:iam::111122223333:role/r\",\"BucketARN\":\"arn:aws:s3:::b\"}}"
        .formatted(stream, type);
  }

  private static String record(int bytes) {
    return "{\"Data\":\"" + Base64.getEncoder().encodeToString(new byte[bytes]) + "\"}";
  }
}
