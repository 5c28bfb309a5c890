package io.hydrant.firehose;

/// What Amazon Data Firehose takes.
///
/// Source: Amazon Data Firehose developer guide, "Quota", and the API reference of PutRecordBatch.
public final class FirehoseLimits {
  /// Records in one PutRecordBatch.
  public static final int CALL_RECORDS_MAX = 500;

  /// Bytes of data in one PutRecordBatch, before base64: the documented 4 MiB with room to spare,
  /// since nobody says whether the limit itself is still taken.
  public static final int CALL_BYTES_MAX = 4_000_000;

  /// Bytes of data in one record, before base64: 1,000 KiB.
  public static final int RECORD_BYTES_MAX = 1_024_000;

  /// A record is billed in units of so many bytes, rounded up.
  public static final int BILLED_UNIT_BYTES = 5_120;

  /// Documents in one record: of more the stream's de-aggregation makes none, and says nothing.
  public static final int RECORD_DOCUMENTS_MAX = 500;

  /// Characters in the name of a delivery stream.
  private static final int NAME_LENGTH_MAX = 64;

  private FirehoseLimits() {}

  /// What a record of so many bytes is billed as.
  public static long billedBytes(long recordBytes) {
    return Math.ceilDiv(recordBytes, (long) BILLED_UNIT_BYTES) * BILLED_UNIT_BYTES;
  }

  /// Whether a delivery stream can have this name: 1 to 64 of `[a-zA-Z0-9_.-]`.
  static boolean isStreamName(String name) {
    return !name.isEmpty() && isPlain(name, NAME_LENGTH_MAX);
  }

  /// Whether `text` has none but the characters of names, and not too many.
  static boolean isPlain(String text, int lengthMax) {
    return text.length() <= lengthMax && text.chars().allMatch(FirehoseLimits::isPlain);
  }

  private static boolean isPlain(int character) {
    boolean digit = character >= '0' && character <= '9';
    boolean large = character >= 'A' && character <= 'Z';
    boolean small = character >= 'a' && character <= 'z';
    return digit || large || small || character == '_' || character == '.' || character == '-';
  }
}
