package io.hydrant.http;

import io.hydrant.model.Bytes;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// The bytes of one body as they come, counted among those of all bodies: beyond what these may
/// take together nothing is added. Its event loop's alone.
final class BodyBytes {
  private final Allowance ofAll;
  private byte[] raw = {};
  private int length;
  private long held;

  BodyBytes(Allowance ofAll) {
    this.ofAll = ofAll;
  }

  /// False, and nothing added, when all bodies together are too large.
  boolean add(Buffer part, int max) {
    int after = length + part.length();
    if (after > raw.length && !makeRoom(Math.min(max, Math.max(after, raw.length * 2)))) {
      return false;
    }
    part.getBytes(raw, length);
    length = after;
    return true;
  }

  /// Likewise.
  boolean makeRoom(int size) {
    if (!hold(size - raw.length)) {
      return false;
    }
    raw = Arrays.copyOf(raw, size);
    return true;
  }

  /// Counts bytes that are made of this body; false when all together are too large.
  boolean hold(int bytes) {
    if (!ofAll.take(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /// Counts bytes that nobody keeps.
  void skip(int bytes) {
    length += bytes;
  }

  int length() {
    return length;
  }

  byte[] raw() {
    return raw;
  }

  Bytes view() {
    return Bytes.of(raw, 0, length);
  }

  /// Hands them on.
  byte[] take() {
    byte[] taken = raw;
    raw = new byte[0];
    return taken;
  }

  void release() {
    ofAll.giveBack(held);
    held = 0;
  }
}
