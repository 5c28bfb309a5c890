package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A key of the configuration: everything that the parser, the reference and the schema know of it.
///
/// @param <T> what it is read as
record Setting<T>(Section section, String key, Shape<T> shape, Role role, Words words) {

  /// What the reference says of a key.
  ///
  /// @param standard what holds when it is left out
  /// @param effect what it does
  /// @param example of a value, as written in the file
  /// @param hosted its name in the hosted product's pages; null when it has none there
  record Words(Standard standard, String effect, String example, @Nullable String hosted) {}

  /// What holds when a key is left out.
  sealed interface Standard {

    /// It cannot be.
    record Required() implements Standard {}

    /// Nothing, with these consequences.
    record Unset(String words) implements Standard {}

    /// This, as written in the file.
    record Is(String yaml) implements Standard {}
  }

  static <T> Setting<T> of(Section section, String key, Shape<T> shape, Role role) {
    Words words = new Words(new Standard.Unset("unset"), "", "", null);
    return new Setting<>(section, key, shape, role, words);
  }

  Setting<T> required() {
    return with(new Words(new Standard.Required(), words.effect, words.example, words.hosted));
  }

  Setting<T> unset(String consequence) {
    Standard unset = new Standard.Unset(consequence);
    return with(new Words(unset, words.effect, words.example, words.hosted));
  }

  Setting<T> standard(String yaml) {
    return with(new Words(new Standard.Is(yaml), words.effect, words.example, words.hosted));
  }

  Setting<T> effect(String effect) {
    return with(new Words(words.standard, effect, words.example, words.hosted));
  }

  Setting<T> example(String yaml) {
    return with(new Words(words.standard, words.effect, yaml, words.hosted));
  }

  Setting<T> hosted(String name) {
    return with(new Words(words.standard, words.effect, words.example, name));
  }

  /// `connections[].awsRegion`
  String path() {
    return section.path().isEmpty() ? key : section.path() + "." + key;
  }

  private Setting<T> with(Words changed) {
    return new Setting<>(section, key, shape, role, changed);
  }
}
