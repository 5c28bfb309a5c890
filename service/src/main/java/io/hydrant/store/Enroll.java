package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives the connections of a configuration their numbers and their content settings their
/// revisions. Connections that it does not name are former ones from then on.
///
/// @param contents the settings' stored form, by the connection's name
/// @param then called once on the committer's thread; null when the store failed
record Enroll(Map<String, Bytes> contents, Consumer<@Nullable Map<String, Enrolled>> then)
    implements Order {
  Enroll {
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
  }
}
