package io.hydrant.emulator;

/// The stages of a delivery stream's life; its name is what DescribeDeliveryStream says.
public enum StreamStatus {
  CREATING,
  ACTIVE,
  DELETING
}
