package io.hydrant.deliver;

import java.time.Instant;

/// How it goes with a connection's way out, for people. Wall time, for they compare it with other
/// logs.
public sealed interface DeliveryState {

  /// What is due is sent and taken.
  record Flowing() implements DeliveryState {}

  /// The stream takes less than it is given, or is slow to start again.
  record Throttled() implements DeliveryState {}

  /// Nothing was taken since then: Firehose or the way to it is broken, and tried again and again.
  record Failing(Instant since) implements DeliveryState {}

  /// Nothing will be taken until somebody does something.
  record Blocked(BlockedCause cause, Instant since) implements DeliveryState {}

  /// It sends nowhere: disabled, paused or removed.
  record Held() implements DeliveryState {}
}
