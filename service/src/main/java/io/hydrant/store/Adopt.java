package io.hydrant.store;

import java.util.function.Consumer;

/// Has a connection send what a former one owes.
///
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed or they are not what they are said to be
record Adopt(int former, int heir, Consumer<Boolean> then) implements Order {}
