package io.hydrant.http;

import io.hydrant.model.Bytes;

/// Given the beginning of a body that is too large or cannot be decoded, and what it would be
/// answered.
@FunctionalInterface
public interface Spoilt {
  void take(Bytes beginning, Reply why);
}
