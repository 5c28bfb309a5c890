package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.nio.ByteBuffer;

/// How far the store is looked through for those who are being forgotten. Erasures that begin
/// meanwhile wait for the next one, so that a thousand of them cost little more than one.
///
/// @param stage what is being done
/// @param cursor everything below this key is done
record Sweep(Stage stage, Bytes cursor) {

  /// What is done, in this order: nothing moves from a later stage's place to an earlier one's.
  enum Stage {
    /// What is known of users.
    MEMBERS(1),
    /// Delivery loops forget what they hold in memory.
    LANDING(2),
    /// Dead letters, which can wait again when they are replayed.
    DEAD(3),
    /// Open sessions, which wait when they are closed.
    SESSIONS(4),
    /// What waits: each loop's own, and what has no loop.
    WAITING(5),
    /// What was deleted is taken off the disk.
    PURGE(6);

    private final int onDisk;

    Stage(int onDisk) {
      this.onDisk = onDisk;
    }

    static Stage of(int onDisk) {
      for (Stage stage : values()) {
        if (stage.onDisk == onDisk) {
          return stage;
        }
      }
      throw new IllegalArgumentException("a sweep at stage " + onDisk);
    }

    /// What is done after this.
    Stage next() {
      return of(onDisk + 1);
    }
  }

  static Sweep at(Stage stage) {
    return new Sweep(stage, Bytes.EMPTY);
  }

  byte[] bytes() {
    byte[] bytes = new byte[1 + cursor.length()];
    bytes[0] = (byte) stage.onDisk;
    cursor.copyTo(bytes, 1);
    return bytes;
  }

  static Sweep of(byte[] bytes) {
    int stage = ByteBuffer.wrap(bytes).get();
    return new Sweep(Stage.of(stage), Bytes.of(bytes, 1, bytes.length - 1));
  }
}
