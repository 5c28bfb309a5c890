package io.hydrant.store;

/// What a connection is called in keys and rows.
///
/// @param connection its number, assigned once and never reused
/// @param revision number of its present content settings
public record Enrolled(int connection, int revision) {}
