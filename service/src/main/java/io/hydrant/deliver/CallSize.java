package io.hydrant.deliver;

/// How much the next call may carry.
///
/// @param documentsMax however many records they fill
/// @param bytesMax of data, before base64; a single message may be longer
/// @param isExact whether parcels may be cut for the sake of `documentsMax`
record CallSize(int recordsMax, int documentsMax, long bytesMax, boolean isExact) {
  /// So that a record that is refused is found in ten halvings.
  static final int DOCUMENTS_MAX = 1 << 10;
}
