package io.hydrant.encode;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.model.Bytes;

/// JSON that was valid when it came: that it no longer is would be damage, or our own mistake.
final class StoredJson {
  private StoredJson() {}

  static JsonIndex index(Bytes json) {
    try {
      return JsonIndex.of(json.array(), json.offset(), json.length());
    } catch (InvalidJsonException e) {
      throw new IllegalStateException("stored JSON is damaged", e);
    }
  }

  static Bytes name(JsonIndex json, int member) {
    int start = json.nameStart(member);
    return Bytes.of(json.text(), start, json.nameEnd(member) - start);
  }

  static Bytes value(JsonIndex json, int node) {
    int start = json.start(node);
    return Bytes.of(json.text(), start, json.end(node) - start);
  }
}
