package io.hydrant.sdk;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonOutput;

/// How the value of a mobile SDK's member is said in the Events API. Pure.
interface NativeForm {
  /// Whether it is one that can be said so; what cannot is kept as it came.
  boolean fits(Value value);

  void write(Value value, JsonOutput out);

  /// Whether something of the value is not said by [#write].
  default boolean hasRest(Value value) {
    return false;
  }

  /// What [#write] does not say.
  default void writeRest(Value value, JsonOutput out) {
    throw new UnsupportedOperationException("nothing is left");
  }

  /// A member's value, and the object it is in.
  record Value(JsonIndex json, int object, int node) {
    boolean is(Kind kind) {
      return json.is(node, kind);
    }

    boolean isNull() {
      return is(Kind.NULL);
    }

    Value with(int other) {
      return new Value(json, node, other);
    }

    void copyTo(JsonOutput out) {
      out.put(json.text(), json.start(node), json.end(node));
    }
  }
}
