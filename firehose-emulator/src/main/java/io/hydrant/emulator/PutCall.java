package io.hydrant.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the records of one call have in common.
///
/// @param requestId ours, a UUID
/// @param invocationId the SDK's, the same in each of its attempts; null when the sender has none
/// @param time when it was taken, whole milliseconds
record PutCall(String requestId, @Nullable String invocationId, Instant time) {}
