package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;

/// Fragments as the store sees them: something that counts.
final class Fragments {
  private Fragments() {}

  static Fragment of(int count, String payload) {
    byte[] text = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] stored = new byte[1 + text.length];
    stored[0] = (byte) count;
    System.arraycopy(text, 0, stored, 1, text.length);
    return Fragment.of(Bytes.of(stored));
  }

  static String payload(Row row) {
    return row.payload().slice(1, row.payload().length()).text();
  }
}
