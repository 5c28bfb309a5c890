package io.hydrant.collect;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a request or with the batches it brings, as sentences for the client, each
/// with the path of the field it is about. They never show a value; of an attribute's name they
/// show the beginning.
public final class Faults {
  /// Messages for one batch: whoever sends it wrong a thousand times needs no thousand lines.
  static final int MAX = 20;

  private static final int NAME_SHOWN_UNITS = 64;

  private final List<String> messages = new ArrayList<>();
  private int batch = -1;
  private int event = -1;
  private int before;

  /// What follows is about the batch, or the change, in this place of its request.
  public void enterBatch(int place) {
    batch = place;
    before = messages.size();
  }

  /// What follows is about the event in this place, until [#leaveEvent()].
  void enterEvent(int place) {
    event = place;
  }

  void leaveEvent() {
    event = -1;
  }

  /// Whether the batch has none yet.
  public boolean areNone() {
    return messages.size() == before;
  }

  /// Adds one about the batch or event as a whole.
  public void add(String sentence) {
    put(event < 0 ? "" : eventPath() + ": ", sentence);
  }

  /// Adds one about a field of the batch or event.
  public void add(String field, String sentence) {
    put((event < 0 ? field : eventPath() + "." + field) + ": ", sentence);
  }

  private String eventPath() {
    return "events[" + event + "]";
  }

  private void put(String path, String sentence) {
    if (messages.size() - before < MAX) {
      messages.add((batch < 0 ? "" : "[" + batch + "]: ") + path + sentence);
    }
  }

  /// All of them, in their order.
  public List<String> messages() {
    return messages;
  }

  /// A client's own name, fit for a path: not longer than a line, no control characters.
  public static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(NAME_SHOWN_UNITS)
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
            shown.append("\\u").append(String.format("%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return name.codePointCount(0, name.length()) > NAME_SHOWN_UNITS
        ? shown.append('…').toString()
        : shown.toString();
  }
}
