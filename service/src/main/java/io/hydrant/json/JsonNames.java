package io.hydrant.json;

import java.util.Arrays;
import java.util.List;

/// Names that are looked for together: each has the number of its place in the list. One look-up
/// serves however many there are. Immutable, safe for many threads.
public final class JsonNames {
  /// Not one of these names.
  public static final int UNKNOWN = -1;

  private final byte[][] names;
  private final int[] slots;

  private JsonNames(List<String> names) {
    this.names = new byte[names.size()][];
    this.slots = new int[Integer.highestOneBit(names.size()) * 8];
    for (int i = 0; i < names.size(); i++) {
      this.names[i] = JsonName.of(names.get(i)).utf8();
      int slot = slot(this.names[i], 0, this.names[i].length);
      while (slots[slot] != 0) {
        slot = (slot + 1) % slots.length;
      }
      slots[slot] = i + 1;
    }
  }

  /// The names, numbered from 0 in this order.
  public static JsonNames of(List<String> names) {
    return new JsonNames(names);
  }

  /// The number of a member's name, escapes decoded.
  public int ofName(JsonIndex json, int member) {
    return of(json.text(), json.nameStart(member), json.nameEnd(member));
  }

  /// The number of a string's text, escapes decoded; [#UNKNOWN] also when it is no string.
  public int ofString(JsonIndex json, int node) {
    return json.is(node, JsonIndex.Kind.STRING)
        ? of(json.text(), json.start(node), json.end(node))
        : UNKNOWN;
  }

  /// The number of a text that is not in quotes.
  public int ofText(byte[] text, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return UNKNOWN;
    }
    for (int slot = slot(text, from, to); slots[slot] != 0; slot = (slot + 1) % slots.length) {
      byte[] name = names[slots[slot] - 1];
      if (name.length == length && Arrays.equals(name, 0, length, text, from, to)) {
        return slots[slot] - 1;
      }
    }
    return UNKNOWN;
  }

  private int of(byte[] text, int start, int end) {
    int found = ofText(text, start + 1, end - 1);
    if (found != UNKNOWN || PlainText.isPlain(text, start, end)) {
      return found;
    }
    byte[] decoded = PlainText.of(text, start, end);
    return ofText(decoded, 0, decoded.length);
  }

  private int slot(byte[] text, int from, int to) {
    int hash = (to - from) * 31 + text[from] * 7 + text[to - 1] * 13 + text[(from + to) / 2] * 5;
    return (hash & Integer.MAX_VALUE) % slots.length;
  }
}
