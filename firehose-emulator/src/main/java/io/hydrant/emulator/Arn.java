package io.hydrant.emulator;

/// Names of the emulator's own account, as IAM writes them.
final class Arn {
  private Arn() {}

  static String stream(EmulatorOptions options, String name) {
    return "arn:aws:firehose:%s:%s:deliverystream/%s"
        .formatted(options.region(), options.account(), name);
  }

  /// The user a key belongs to: each key has one, named after it.
  static String user(EmulatorOptions options, AccessKey key) {
    return "arn:aws:iam::%s:user/%s".formatted(options.account(), key.id());
  }
}
