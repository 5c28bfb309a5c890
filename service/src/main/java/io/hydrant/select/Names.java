package io.hydrant.select;

import io.hydrant.json.JsonNames;
import java.util.Arrays;
import java.util.Locale;

/// The JSON names of an enum's constants: the same words in lower case, numbered alike.
final class Names {
  private Names() {}

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The number of a constant's name in what [#of] gives for its enum.
  @SuppressWarnings("EnumOrdinal") // Nothing but the order of the constants numbers the names.
  static int number(Enum<?> constant) {
    return constant.ordinal();
  }

  static <E extends Enum<E>> JsonNames of(Class<E> type) {
    return JsonNames.of(Arrays.stream(type.getEnumConstants()).map(Names::lower).toList());
  }
}
