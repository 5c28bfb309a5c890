package io.hydrant.model;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.PlainText;

/// JSON values made comparable: strings are equal by their decoded text, numbers by their digits,
/// and a string never equals a number.
public final class ByValue {
  private ByValue() {}

  /// Bytes that are equal exactly when the values are.
  public static Bytes of(Bytes json) {
    if (json.length() == 0 || json.at(0) != '"') {
      return json;
    }
    int start = json.offset();
    int end = start + json.length();
    if (PlainText.isPlain(json.array(), start, end)) {
      return json.slice(0, json.length() - 1);
    }
    byte[] plain = PlainText.of(json.array(), start, end);
    byte[] marked = new byte[plain.length + 1];
    marked[0] = '"';
    System.arraycopy(plain, 0, marked, 1, plain.length);
    return Bytes.of(marked);
  }

  /// Likewise, of a node.
  public static Bytes of(JsonIndex json, int node) {
    int start = json.start(node);
    return of(Bytes.of(json.text(), start, json.end(node) - start));
  }

  /// Whether an id or an identity has a value: it is there, and neither null nor the empty string.
  public static boolean isThere(JsonIndex json, int node) {
    return node != JsonIndex.NONE
        && !json.is(node, JsonIndex.Kind.NULL)
        && !json.isEmptyString(node);
  }
}
