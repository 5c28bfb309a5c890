package io.hydrant.audience;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import org.jspecify.annotations.Nullable;

/// How the value of an identity is read, wherever it stands.
public final class IdentityValue {
  /// What devices say that may not be told apart.
  private static final JsonName NOBODY = JsonName.of("00000000-0000-0000-0000-000000000000");

  private IdentityValue() {}

  /// Whether a node is none or something that can be read: a string, a number or null.
  public static boolean isReadable(JsonIndex json, int node) {
    return node == JsonIndex.NONE
        || json.is(node, Kind.STRING)
        || json.is(node, Kind.NUMBER)
        || json.is(node, Kind.NULL);
  }

  /// The value as JSON, in one form: equal texts are equal bytes. Null when there is none, or
  /// something else than a string or a number.
  public static @Nullable Bytes of(IdentityType type, JsonIndex json, int node) {
    if (!ByValue.isThere(json, node) || !isReadable(json, node)) {
      return null;
    }
    if (IdentityType.OF_DEVICES.contains(type) && json.isString(node, NOBODY)) {
      return null;
    }
    if (json.is(node, Kind.STRING) && json.hasEscape(node)) {
      return Bytes.of(new JsonOutput(64).string(json.string(node)).toArray());
    }
    int start = json.start(node);
    return Bytes.of(json.text(), start, json.end(node) - start);
  }
}
