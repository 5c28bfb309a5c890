package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// Text that no problem shows.
record SecretText() implements Shape<Secret> {

  @Override
  public @Nullable Secret read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    if (scalar.text().isEmpty()) {
      return value.refuse("is empty; expected " + words());
    }
    if (scalar.text().chars().anyMatch(Character::isISOControl)) {
      return value.refuse("holds a line break or another control character");
    }
    return Secret.of(scalar.text());
  }

  @Override
  public String words() {
    return "a secret, best as ${env:NAME} or ${file:PATH}";
  }
}
