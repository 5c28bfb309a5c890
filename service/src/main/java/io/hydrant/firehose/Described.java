package io.hydrant.firehose;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What AWS said of a delivery stream when it was asked by `DescribeDeliveryStream`.
public sealed interface Described {

  /// It is there.
  ///
  /// @param status `ACTIVE` when it takes records
  /// @param type `DirectPut` when it takes records from us
  /// @param created when it was made; null when that was not said
  record Stream(String arn, String status, String type, @Nullable Instant created)
      implements Described {
    /// Whether it takes our records.
    public boolean takesRecords() {
      return status.equals("ACTIVE") && type.equals("DirectPut");
    }
  }

  /// AWS does not say.
  record Refused(Answer.Refused answer) implements Described {}

  /// There was nothing to sign the question with.
  ///
  /// @param why in plain words, without anything secret
  record NoCredentials(String why) implements Described {}

  /// Nobody answered, or nothing that can be understood.
  ///
  /// @param why in plain words
  record NoAnswer(String why) implements Described {}
}
