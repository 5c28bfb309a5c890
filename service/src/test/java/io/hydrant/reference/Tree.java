package io.hydrant.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the specification says of JSON values in general. A value is what
/// [io.hydrant.vectors.JsonTree] makes of a text: maps, lists, strings, digits, booleans, nulls.
final class Tree {
  private Tree() {}

  /// An id or identity *has a value* when it is neither null nor the empty string.
  static boolean hasValue(@Nullable Object value) {
    return value != null && !value.equals("");
  }

  /// The object that a value is, or null when it is something else.
  @SuppressWarnings("unchecked")
  static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : null;
  }

  /// The elements of the array that a value is; none when it is something else.
  @SuppressWarnings("unchecked")
  static List<@Nullable Object> elements(@Nullable Object value) {
    return value instanceof List<?> ? (List<@Nullable Object>) value : List.of();
  }

  /// The member of the object that a value is; null also when it is no object.
  static @Nullable Object member(@Nullable Object value, String name) {
    Map<String, @Nullable Object> object = object(value);
    return object == null ? null : object.get(name);
  }

  /// The same value, of which every object and array may be changed.
  static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> copyOf(object);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(copy(each)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  static Map<String, @Nullable Object> copyOf(Map<?, ?> object) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put((String) name, copy(value)));
    return copy;
  }
}
