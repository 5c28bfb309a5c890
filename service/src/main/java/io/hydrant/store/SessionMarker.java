package io.hydrant.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Follows a walk over fragments of sessions and knows of each whether its session was closed up to
/// it: a session's mark comes before its fragments.
final class SessionMarker {
  private @Nullable SessionKey session;
  private long closedUpTo;

  /// Whether this is a mark and no fragment.
  boolean isMark(byte[] key, byte[] value) {
    if (SessionKey.sequence(key) != 0) {
      return false;
    }
    session = SessionKey.of(ByteBuffer.wrap(key));
    closedUpTo = ByteBuffer.wrap(value).getLong();
    return true;
  }

  boolean isClosed(byte[] key) {
    return SessionKey.sequence(key) <= closedUpTo
        && SessionKey.of(ByteBuffer.wrap(key)).equals(session);
  }
}
