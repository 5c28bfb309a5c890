package io.hydrant.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Has a connection send nothing, or ends that.
///
/// @param held null ends it
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed
record Hold(int connection, @Nullable Held held, Consumer<Boolean> then) implements Order {}
