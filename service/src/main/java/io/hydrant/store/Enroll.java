package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives a connection its number and its content settings their revision.
///
/// @param content the settings' stored form
/// @param then called once on the committer's thread; null when the store failed
record Enroll(String name, Bytes content, Consumer<@Nullable Enrolled> then) implements Order {}
