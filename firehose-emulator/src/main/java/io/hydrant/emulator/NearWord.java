package io.hydrant.emulator;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// The word that somebody probably meant.
final class NearWord {
  private static final int LETTERS_MAX = 40;
  // Of a beginning.
  private static final int LETTERS_MIN = 3;

  private NearWord() {}

  /// `; did you mean X?`, or nothing when no word is near.
  static String question(String written, Collection<String> words) {
    if (written.length() > LETTERS_MAX) {
      return "";
    }
    String lower = written.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> isNear(lower, word.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(word -> edits(lower, word.toLowerCase(Locale.ROOT))))
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  private static boolean isNear(String written, String word) {
    return (written.length() >= LETTERS_MIN && word.startsWith(written))
        || edits(written, word) <= Math.max(2, written.length() / 3);
  }

  /// How many letters to add, drop or change.
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = corner + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
