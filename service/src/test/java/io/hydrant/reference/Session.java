package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import org.jspecify.annotations.Nullable;

/// An event's session (section 4): its `session_uuid` if that is a non-empty string, else its
/// `session_id` if it has one; a uuid never equals an id. An id is an integer or a string of one,
/// the same either way.
record Session(@Nullable String uuid, @Nullable String id) {
  /// What waits for none (section 5).
  static final Session OUTSIDE = new Session(null, null);

  static Session of(@Nullable Object event) {
    Object data = Tree.member(event, "data");
    if (Tree.member(data, "session_uuid") instanceof String uuid && !uuid.isEmpty()) {
      return new Session(uuid, null);
    }
    return switch (Tree.member(data, "session_id")) {
      case Digits id -> new Session(null, id.text());
      case String id -> new Session(null, id);
      case null, default -> OUTSIDE;
    };
  }

  /// mParticle's hash: FNV-1a, 64-bit, over the UTF-16LE bytes of the text.
  static long hash(String uuid) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < uuid.length(); i++) {
      hash = (hash ^ (uuid.charAt(i) & 0xff)) * 0x100000001b3L;
      hash = (hash ^ (uuid.charAt(i) >> 8)) * 0x100000001b3L;
    }
    return hash;
  }
}
