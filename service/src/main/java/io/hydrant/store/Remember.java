package io.hydrant.store;

/// Writes every account into the [History].
///
/// @param millis wall time, Unix milliseconds
record Remember(long millis) implements Order {}
