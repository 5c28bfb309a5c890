package io.hydrant.preview;

import io.hydrant.json.JsonIndex;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedSet;

/// Where values stand, in words like `events[2].data.location`: of many, in one walk over the text.
final class JsonPaths {
  private final JsonIndex json;
  private final Iterator<Integer> wanted;
  private final StringBuilder path = new StringBuilder();
  private final Map<Integer, String> found = new HashMap<>();
  private int next;

  private JsonPaths(JsonIndex json, SortedSet<Integer> nodes) {
    this.json = json;
    this.wanted = nodes.iterator();
    advance();
  }

  /// The paths from `root` to nodes within it.
  static Map<Integer, String> of(JsonIndex json, int root, SortedSet<Integer> nodes) {
    JsonPaths paths = new JsonPaths(json, nodes);
    paths.walk(root);
    return paths.found;
  }

  /// Appends one step of a path.
  ///
  /// @param place among the elements, when it is no member
  static void step(StringBuilder path, JsonIndex json, int node, int place) {
    if (json.nameStart(node) == JsonIndex.NONE) {
      path.append('[').append(place).append(']');
    } else {
      path.append(path.isEmpty() ? "" : ".").append(json.name(node));
    }
  }

  private void advance() {
    next = wanted.hasNext() ? wanted.next() : JsonIndex.NONE;
  }

  private void walk(int node) {
    if (next == node) {
      found.put(node, path.toString());
      advance();
    }
    int place = 0;
    for (int child = json.first(node);
        child != JsonIndex.NONE && isWithin(node);
        child = json.next(child)) {
      if (isWithin(child)) {
        int length = path.length();
        step(path, json, child, place);
        walk(child);
        path.setLength(length);
      }
      place++;
    }
  }

  private boolean isWithin(int node) {
    return next != JsonIndex.NONE
        && json.start(node) <= json.start(next)
        && json.end(next) <= json.end(node);
  }
}
