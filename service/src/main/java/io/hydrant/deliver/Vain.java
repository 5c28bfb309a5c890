package io.hydrant.deliver;

/// How a message was sent in vain.
///
/// @param othersPass whether others of the same call were taken: only then it may be its own fault
/// @param now store time in microseconds
/// @param tried by the connection's own clock, see [Patience]
/// @param error what came of it, see [CallError]
record Vain(boolean othersPass, long now, long tried, String error) {}
