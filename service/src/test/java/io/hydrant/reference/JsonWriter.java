package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Writes a tree as clients do: with white space here and there, and characters escaped that need
/// not be.
final class JsonWriter {
  private static final List<String> SPACES = List.of(" ", "\n", "\t", "\r\n ");

  private final StringBuilder text = new StringBuilder();
  private final SplittableRandom random;
  private final boolean plain;

  private JsonWriter(SplittableRandom random, boolean plain) {
    this.random = random;
    this.plain = plain;
  }

  /// A text of this tree, the same for the same seed.
  static String text(@Nullable Object tree, long seed) {
    JsonWriter writer = new JsonWriter(new SplittableRandom(seed), false);
    writer.value(tree);
    return writer.text.toString();
  }

  /// The shortest text of a tree.
  static String plain(@Nullable Object tree) {
    JsonWriter writer = new JsonWriter(new SplittableRandom(0), true);
    writer.value(tree);
    return writer.text.toString();
  }

  private boolean chance(int in) {
    return !plain && random.nextInt(in) == 0;
  }

  private void space() {
    if (chance(20)) {
      text.append(SPACES.get(random.nextInt(SPACES.size())));
    }
  }

  private void value(@Nullable Object value) {
    space();
    switch (value) {
      case Map<?, ?> object -> {
        String before = "{";
        for (Map.Entry<?, ?> member : object.entrySet()) {
          text.append(before);
          space();
          string((String) member.getKey());
          space();
          text.append(':');
          value(member.getValue());
          before = ",";
        }
        text.append(object.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String before = "[";
        for (Object element : list) {
          text.append(before);
          value(element);
          before = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      case String string -> string(string);
      case Digits digits -> text.append(digits.text());
      case null, default -> text.append(value);
    }
    space();
  }

  private void string(String string) {
    boolean escapes = chance(12);
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char each = string.charAt(i);
      if (each < ' ' || Character.isSurrogate(each) || (escapes && chance(3))) {
        text.append(String.format("\\u%04x", (int) each));
      } else if (each == '"' || each == '\\') {
        text.append('\\').append(each);
      } else if (each == '/' && escapes) {
        text.append("\\/");
      } else {
        text.append(each);
      }
    }
    text.append('"');
  }
}
