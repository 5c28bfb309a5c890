package io.hydrant.reference;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An event's session (section 4): its `session_uuid` if that is a non-empty string, else its
/// `session_id` if it has one; a uuid never equals an id.
record Session(@Nullable String uuid, @Nullable Object id) {
  /// What waits for none (section 5).
  static final Session OUTSIDE = new Session(null, null);

  static Session of(@Nullable Object event) {
    Object data = Tree.member(event, "data");
    if (Tree.member(data, "session_uuid") instanceof String uuid && !uuid.isEmpty()) {
      return new Session(uuid, null);
    }
    return new Session(null, Tree.member(data, "session_id"));
  }

  /// mParticle's hash: FNV-1a, 64-bit, over the UTF-16LE bytes of the text.
  static long hash(String uuid) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : uuid.getBytes(StandardCharsets.UTF_16LE)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
