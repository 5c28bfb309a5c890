package io.hydrant.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The word a person probably meant.
public final class Nearest {
  private static final int LETTERS_MAX = 64;

  private Nearest() {}

  /// The one of `known` nearest to `written`, if one is near.
  static Optional<String> to(String written, Collection<String> known) {
    if (written.length() > LETTERS_MAX) {
      return Optional.empty();
    }
    int far = Math.max(2, written.length() / 3);
    return known.stream()
        .filter(word -> distance(written, word) <= far)
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /// `; did you mean X?`, or nothing.
  public static String question(String written, Collection<String> known) {
    return to(written, known).map(word -> "; did you mean " + word + "?").orElse("");
  }

  /// How many letters to add, take, change or swap; the case of letters does not count.
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, i, j, a, b);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, int i, int j, String a, String b) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
