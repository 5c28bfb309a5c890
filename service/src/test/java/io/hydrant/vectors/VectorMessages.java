package io.hydrant.vectors;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares what a stream holds with what a vector expects: as a multiset of JSON documents, where
/// `$uuid`, `$int64` and `$ms:N` stand for a UUID, a 64-bit integer and a time.
public final class VectorMessages {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final long clock;

  private VectorMessages(long clock) {
    this.clock = clock;
  }

  /// What differs, for a person; empty when nothing does.
  ///
  /// @param documents the documents on the stream, delimiters included or not
  public static String difference(Vector vector, List<String> documents) {
    VectorMessages compare = new VectorMessages(vector.clock());
    List<@Nullable Object> left = new ArrayList<>();
    documents.forEach(document -> left.add(JsonTree.of(document)));
    List<String> missing = new ArrayList<>();
    for (Object expected : vector.messages()) {
      int found = -1;
      String nearest = "no message is left for it";
      for (int i = 0; i < left.size() && found < 0; i++) {
        String difference = compare.difference("", expected, left.get(i));
        found = difference.isEmpty() ? i : found;
        nearest = left.size() == 1 || i == 0 ? difference : nearest;
      }
      if (found < 0) {
        missing.add("expected " + expected + "\n  but " + nearest);
      } else {
        left.remove(found);
      }
    }
    left.forEach(unexpected -> missing.add("unexpected " + unexpected));
    return String.join("\n", missing);
  }

  private String difference(String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> object && actual instanceof Map<?, ?> other) {
      return members(path, object, other);
    }
    if (expected instanceof List<?> list && actual instanceof List<?> other) {
      return elements(path, list, other);
    }
    if (expected instanceof String text && text.startsWith("$") && stands(text, actual)) {
      return "";
    }
    boolean same = Objects.equals(expected, actual);
    return same ? "" : path + " is " + actual + ", not " + expected;
  }

  private String members(String path, Map<?, ?> expected, Map<?, ?> actual) {
    if (!expected.keySet().equals(actual.keySet())) {
      return path + " has " + actual.keySet() + ", not " + expected.keySet();
    }
    for (Object name : expected.keySet()) {
      String difference = difference(path + "." + name, expected.get(name), actual.get(name));
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return "";
  }

  private String elements(String path, List<?> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      return path + " has " + actual.size() + " elements, not " + expected.size();
    }
    for (int i = 0; i < expected.size(); i++) {
      String difference = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return "";
  }

  private static boolean isLong(String digits) {
    try {
      return String.valueOf(Long.parseLong(digits)).equals(digits);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean stands(String placeholder, @Nullable Object actual) {
    if (placeholder.equals("$uuid")) {
      return actual instanceof String text && UUID_TEXT.matcher(text).matches();
    }
    if (placeholder.equals("$int64")) {
      return actual instanceof Digits digits && isLong(digits.text());
    }
    if (placeholder.startsWith("$ms:")) {
      long time = clock + Long.parseLong(placeholder.substring("$ms:".length()));
      return new Digits(String.valueOf(time)).equals(actual);
    }
    return false;
  }
}
