package io.hydrant.preview;

import io.hydrant.json.JsonIndex;

/// Where a value stands, in words like `events[2].data.location`.
final class JsonPath {
  private JsonPath() {}

  /// The path from one node to another within it.
  static String of(JsonIndex json, int root, int node) {
    StringBuilder path = new StringBuilder();
    int at = root;
    while (at != node) {
      boolean object = json.is(at, JsonIndex.Kind.OBJECT);
      int place = 0;
      int child = json.first(at);
      // Nodes are numbered in the order of the text: the last that begins before it holds it.
      int next = json.next(child);
      while (next != JsonIndex.NONE && next <= node) {
        child = next;
        next = json.next(child);
        place++;
      }
      path.append(object ? member(path, json.name(child)) : "[" + place + "]");
      at = child;
    }
    return path.toString();
  }

  private static String member(StringBuilder before, String name) {
    return before.isEmpty() ? name : "." + name;
  }
}
