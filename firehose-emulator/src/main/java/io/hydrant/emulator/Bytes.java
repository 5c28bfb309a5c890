package io.hydrant.emulator;

/// Bytes that nobody changes.
final class Bytes {
  private final byte[] array;

  Bytes(byte[] array) {
    this.array = array;
  }

  /// The bytes themselves, not a copy.
  byte[] array() {
    return array;
  }

  int length() {
    return array.length;
  }
}
