package io.hydrant.emulator;

import org.jspecify.annotations.Nullable;

/// The operations of Firehose's API that the emulator has.
public enum Operation {
  PUT_RECORD("PutRecord"),
  PUT_RECORD_BATCH("PutRecordBatch"),
  DESCRIBE_DELIVERY_STREAM("DescribeDeliveryStream"),
  LIST_DELIVERY_STREAMS("ListDeliveryStreams"),
  CREATE_DELIVERY_STREAM("CreateDeliveryStream"),
  DELETE_DELIVERY_STREAM("DeleteDeliveryStream");

  private static final String TARGET_PREFIX = "Firehose_20150804.";

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /// Its name in IAM and, after the version, in `X-Amz-Target`.
  public String text() {
    return text;
  }

  boolean puts() {
    return this == PUT_RECORD || this == PUT_RECORD_BATCH;
  }

  /// The operation an `X-Amz-Target` names, null when there is none; case counts.
  static @Nullable Operation ofTarget(@Nullable String target) {
    if (target == null || !target.startsWith(TARGET_PREFIX)) {
      return null;
    }
    return named(target.substring(TARGET_PREFIX.length()));
  }

  static @Nullable Operation named(String name) {
    for (Operation operation : values()) {
      if (operation.text.equals(name)) {
        return operation;
      }
    }
    return null;
  }
}
