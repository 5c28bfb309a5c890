package io.hydrant.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Something that is being done with dead letters of a connection, in steps. It survives crashes:
/// each step is one write, and moves the cursor in it. What is given up after it began is not its
/// business.
///
/// @param kind what becomes of them
/// @param selection which, as asked for
/// @param rate letters a second, at most
/// @param bound store time in microseconds of its beginning
/// @param cursor everything before it is done
/// @param done letters so far
public record DeadWork(
    Kind kind, DeadSelection selection, int rate, long bound, DeadKey cursor, long done) {
  /// kind, since, until, rate, bound, cursor, done.
  private static final int FIXED_BYTES = 1 + 8 + 8 + 4 + 8 + 12 + 8;

  /// What becomes of dead letters.
  public enum Kind {
    /// They wait again, and are sent, but for messages of audiences that are [Overtaken].
    REPLAY(1),
    /// They are thrown away.
    DISCARD(2),
    /// They wait again, and are sent, whatever was sent since.
    REPLAY_ALL(3);

    private final int onDisk;

    Kind(int onDisk) {
      this.onDisk = onDisk;
    }

    static Kind of(int onDisk) {
      return switch (onDisk) {
        case 1 -> REPLAY;
        case 2 -> DISCARD;
        case 3 -> REPLAY_ALL;
        default -> throw new IllegalArgumentException("work of kind " + onDisk);
      };
    }
  }

  /// Work that has not begun.
  public static DeadWork of(Kind kind, DeadSelection selection, int rate) {
    DeadKey first = DeadKey.floor(selection.connection(), selection.since());
    return new DeadWork(kind, selection, rate, Long.MAX_VALUE, first, 0);
  }

  int connection() {
    return selection.connection();
  }

  /// Whether who asked for that asked for this.
  boolean isSameAs(DeadWork asked) {
    return kind == asked.kind && selection.equals(asked.selection);
  }

  DeadWork begun(long time) {
    return new DeadWork(kind, selection, rate, time, cursor, done);
  }

  DeadWork advanced(DeadKey cursor, long done) {
    return new DeadWork(kind, selection, rate, bound, cursor, done);
  }

  byte[] bytes() {
    byte[] error = selection.error().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + error.length)
        .put((byte) kind.onDisk)
        .putLong(selection.since())
        .putLong(selection.until())
        .putInt(rate)
        .putLong(bound)
        .putLong(cursor.time())
        .putInt(cursor.n())
        .putLong(done)
        .put(error)
        .array();
  }

  static DeadWork of(int connection, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    Kind kind = Kind.of(in.get());
    long since = in.getLong();
    long until = in.getLong();
    int rate = in.getInt();
    long bound = in.getLong();
    DeadKey cursor = new DeadKey(connection, in.getLong(), in.getInt());
    long done = in.getLong();
    byte[] error = new byte[in.remaining()];
    in.get(error);
    DeadSelection selection =
        new DeadSelection(connection, since, until, new String(error, StandardCharsets.UTF_8));
    return new DeadWork(kind, selection, rate, bound, cursor, done);
  }
}
