package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import java.util.List;

/// One PutRecord or PutRecordBatch.
///
/// @param operation which of the two
/// @param deliveryStreamName where to
/// @param records their data, before base64, in order
public record Call(Operation operation, String deliveryStreamName, List<Bytes> records) {

  /// The operation of Firehose's API.
  public enum Operation {
    PUT_RECORD("PutRecord"),
    PUT_RECORD_BATCH("PutRecordBatch");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    /// Its name on the wire and in IAM.
    public String text() {
      return text;
    }
  }

  public Call {
    records = List.copyOf(records);
    if (!FirehoseLimits.isStreamName(deliveryStreamName)) {
      throw new IllegalArgumentException("delivery stream: " + deliveryStreamName);
    }
    if (records.isEmpty() || records.size() > FirehoseLimits.CALL_RECORDS_MAX) {
      throw new IllegalArgumentException("call of " + records.size() + " records");
    }
    if (operation == Operation.PUT_RECORD && records.size() != 1) {
      throw new IllegalArgumentException("PutRecord of " + records.size() + " records");
    }
  }
}
