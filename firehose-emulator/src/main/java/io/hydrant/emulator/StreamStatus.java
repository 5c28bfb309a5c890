package io.hydrant.emulator;

/// The stages of a delivery stream's life; its name is what DescribeDeliveryStream says.
public enum StreamStatus {
  CREATING,
  /// Only by a misfortune: the emulator's own streams never fail to come.
  CREATING_FAILED,
  ACTIVE,
  DELETING
}
