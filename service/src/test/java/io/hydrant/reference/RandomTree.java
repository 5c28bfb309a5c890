package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Values by chance.
class RandomTree {
  private static final List<String> NUMBERS =
      List.of(
          "0", "-0", "1.0", "1e400", "12345678901234567890123456789", "1.10E+05", "19.990", "-7");
  private static final List<String> STRINGS =
      List.of("", "a", "A", "null", "x/y\"\\\n", "ünïcödé", "🚀 \u2028", "\ud800", "\u0000", "İ");

  private final SplittableRandom random;

  RandomTree(SplittableRandom random) {
    this.random = random;
  }

  final boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  /// From 0, below `bound`.
  final int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T extends @Nullable Object> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  final <T extends @Nullable Object> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static Digits number(String digits) {
    return new Digits(digits);
  }

  /// Adds a member now and then.
  final void maybe(
      Map<String, @Nullable Object> object, String name, Supplier<@Nullable Object> value) {
    if (chance(3)) {
      object.put(name, value.get());
    }
  }

  /// Adds a member more often than not.
  final void often(
      Map<String, @Nullable Object> object, String name, Supplier<@Nullable Object> value) {
    if (!chance(3)) {
      object.put(name, value.get());
    }
  }

  final List<@Nullable Object> list(int most, Supplier<@Nullable Object> element) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = below(most + 1); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  /// An object of some of these names.
  final Map<String, @Nullable Object> object(List<String> names, Supplier<@Nullable Object> value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = below(names.size() + 1); i > 0; i--) {
      object.put(one(names), value.get());
    }
    return object;
  }

  /// A value of any kind.
  final @Nullable Object any(int depth) {
    return switch (below(depth > 0 ? 7 : 5)) {
      case 0 -> null;
      case 1 -> chance(2);
      case 2 -> number(one(NUMBERS));
      case 3, 4 -> one(STRINGS);
      case 5 -> list(2, () -> any(depth - 1));
      default -> object(List.of("x", "y", "location", "ü"), () -> any(depth - 1));
    };
  }
}
