package io.hydrant.model;

import io.hydrant.json.JsonIndex;

/// One user's events and their context as a client sent them, validated and not yet touched.
///
/// @param json index of the text it stands in
/// @param node its object
public record Batch(JsonIndex json, int node, Origin origin) {
  /// The bytes of a value of this batch.
  public Bytes bytes(int value) {
    int start = json.start(value);
    return Bytes.of(json.text(), start, json.end(value) - start);
  }

  /// What a batch was sent in, never what it says.
  @Override
  public String toString() {
    return "batch of input " + origin.input();
  }
}
