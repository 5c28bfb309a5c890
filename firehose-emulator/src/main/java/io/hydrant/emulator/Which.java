package io.hydrant.emulator;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which records of a call a misfortune strikes.
public sealed interface Which {

  /// Those at these places, from 0.
  record At(Set<Integer> positions) implements Which {
    public At {
      positions = Set.copyOf(positions);
    }
  }

  /// Every k-th: with 3 the third, the sixth, and so on.
  record Every(int k) implements Which {
    public Every {
      if (k < 1) {
        throw new IllegalArgumentException("every " + k + "th record");
      }
    }
  }

  /// The first n.
  record First(int n) implements Which {}

  /// The last n.
  record Last(int n) implements Which {}

  static Which at(int... positions) {
    return new At(Arrays.stream(positions).boxed().collect(Collectors.toSet()));
  }

  static Which every(int k) {
    return new Every(k);
  }

  static Which all() {
    return new Every(1);
  }

  /// Whether it strikes the record at this place of a call of `records` records.
  default boolean includes(int position, int records) {
    return switch (this) {
      case First first -> position < first.n();
      case Last last -> position >= records - last.n();
      case At at -> at.positions().contains(position);
      case Every every -> position % every.k() == every.k() - 1;
    };
  }
}
