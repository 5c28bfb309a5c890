package io.hydrant.collect;

import io.hydrant.json.JsonName;

/// A member that is checked, and what messages call it.
///
/// @param name of the member
/// @param path from its batch or event
record Field(JsonName name, String path) {
  static Field of(String path) {
    return new Field(JsonName.of(path.substring(path.lastIndexOf('.') + 1)), path);
  }
}
