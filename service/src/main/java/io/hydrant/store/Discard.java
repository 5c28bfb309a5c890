package io.hydrant.store;

import java.util.function.Consumer;

/// Throws away what a former connection owes, by a person's word.
///
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed or there is no such former connection without an heir
record Discard(int former, Consumer<Boolean> then) implements Order {}
