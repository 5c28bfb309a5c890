package io.hydrant.json;

/// A copy of a stretch of JSON with places left out or written anew; every other byte stays. Places
/// are touched in the order of the text. Not safe for many threads.
public final class Splice {
  private final JsonIndex json;
  private final byte[] text;
  private final JsonOutput out;
  private int copied;

  public Splice(JsonIndex json, JsonOutput out) {
    this.json = json;
    this.text = json.text();
    this.out = out;
  }

  /// Begins a copy at a position of the text.
  public void begin(int from) {
    copied = from;
  }

  /// Copies what lies before a position and was not copied or left out yet.
  public JsonOutput copyTo(int to) {
    out.put(text, copied, to);
    copied = to;
    return out;
  }

  /// Where in the output the byte at a position of the text will lie.
  public int positionOf(int at) {
    return out.length() + at - copied;
  }

  /// Leaves a value out; what is written next stands in its place.
  public JsonOutput replace(int node) {
    copyTo(json.start(node));
    copied = json.end(node);
    return out;
  }

  /// Leaves a member out, with the comma that goes with it.
  public void remove(int member) {
    int start = json.nameStart(member);
    int separator = start - 1;
    while (text[separator] <= ' ') {
      separator--;
    }
    if (text[separator] == ',' && separator >= copied) {
      copyTo(separator);
      copied = json.end(member);
      return;
    }
    int next = json.next(member);
    copyTo(start);
    copied = next == JsonIndex.NONE ? json.end(member) : json.nameStart(next);
  }
}
