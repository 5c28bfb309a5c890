package io.hydrant.store;

/// Which stream a connection's records went to: one that was made at another moment is another,
/// even under the same name.
///
/// @param arn the stream's
/// @param createdMillis when it was made, wall time in Unix milliseconds
public record Birth(String arn, long createdMillis) {}
