package io.hydrant.deliver;

/// How much the next call may carry.
///
/// @param bytesMax of data, before base64; a single message may be longer
/// @param isExact whether parcels may be cut for the sake of `recordsMax`
record CallSize(int recordsMax, long bytesMax, boolean isExact) {}
