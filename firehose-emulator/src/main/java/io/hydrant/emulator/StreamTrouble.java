package io.hydrant.emulator;

/// What is wrong with a stream until somebody repairs it.
public enum StreamTrouble {
  NONE,
  /// The customer's KMS key is disabled or its grant revoked: `InvalidKMSResourceException`.
  KEY_DISABLED,
  /// The stream decompresses CloudWatch Logs and takes nothing else: `InvalidSourceException`.
  LOGS_ONLY,
  /// The stream reads from a Kinesis stream: `InvalidArgumentException`, and Describe says so.
  KINESIS_SOURCE
}
