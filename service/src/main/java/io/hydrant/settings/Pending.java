package io.hydrant.settings;

/// How much a connection may hold, dead letters included.
///
/// @param bytesMax as stored
public record Pending(long bytesMax, WhenFull whenFull) {}
