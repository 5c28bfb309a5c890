package io.hydrant.settings;

/// How documents share records (`packing`).
///
/// @param targetBytes what a record is filled to: a multiple of what Firehose bills by
public record Packing(int targetBytes) {
  /// Firehose bills a record in steps of so many bytes.
  public static final int STEP_BYTES = 5_120;

  /// What a record may hold.
  public static final int TARGET_BYTES_MAX = 200 * STEP_BYTES;

  /// What holds unless something else is written: at most 5 % are billed beyond what is sent.
  public static final Packing STANDARD = new Packing(20 * STEP_BYTES);

  public Packing {
    if (!isTarget(targetBytes)) {
      throw new IllegalArgumentException("records of " + targetBytes + " bytes");
    }
  }

  static boolean isTarget(long bytes) {
    return bytes >= STEP_BYTES && bytes <= TARGET_BYTES_MAX && bytes % STEP_BYTES == 0;
  }
}
