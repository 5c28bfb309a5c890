package io.hydrant.json;

/// A JSON text with line breaks and indentation, for eyes. Digits, escapes and order stay.
public final class Indented {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private Indented() {}

  /// The text, indented.
  public static String of(String json) {
    Indented indented = new Indented();
    indented.read(json.strip());
    return indented.out.toString();
  }

  private void read(String json) {
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '"' -> i = string(json, i);
        case '{', '[' -> i = open(json, i);
        case '}', ']' -> {
          depth--;
          line();
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          line();
        }
        case ':' -> out.append(": ");
        default -> {
          if (!Character.isWhitespace(c)) {
            out.append(c);
          }
        }
      }
    }
  }

  /// Copies a string; returns the place of its closing quote.
  private int string(String json, int start) {
    int end = start + 1;
    while (json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    out.append(json, start, end + 1);
    return end;
  }

  /// Opens an object or array; an empty one is closed at once. Returns the last place read.
  private int open(String json, int start) {
    out.append(json.charAt(start));
    int next = start + 1;
    while (Character.isWhitespace(json.charAt(next))) {
      next++;
    }
    if (json.charAt(next) == '}' || json.charAt(next) == ']') {
      out.append(json.charAt(next));
      return next;
    }
    depth++;
    line();
    return start;
  }

  private void line() {
    out.append('\n').append(STEP.repeat(depth));
  }
}
