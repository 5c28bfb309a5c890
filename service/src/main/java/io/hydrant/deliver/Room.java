package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;

/// How much one loop may hold encoded: bounded by count and bytes, by less while its stream takes
/// nothing, and by what the process has left.
final class Room {
  static final int MESSAGES_MAX = 10_000;
  static final long BYTES_MAX = 12L << 20;

  private final EncodedBudget budget;
  private final Runnable wake;
  private long charged;

  /// @param wake called when there may be room again
  Room(EncodedBudget budget, Runnable wake) {
    this.budget = budget;
    this.wake = wake;
  }

  /// Takes room for encoding `bytes` more. Who holds no message yet may always go on to one.
  ///
  /// @param isProbing whether one call is all that will be sent
  boolean take(int bytes, Outstanding held, boolean isProbing) {
    int messagesMax = isProbing ? FirehoseLimits.CALL_RECORDS_MAX : MESSAGES_MAX;
    long bytesMax = isProbing ? FirehoseLimits.CALL_BYTES_MAX : BYTES_MAX;
    if (held.messages() >= messagesMax || held.bytes() >= bytesMax) {
      return false;
    }
    if (!budget.take(bytes, wake)) {
      return held.isEmpty();
    }
    charged += bytes;
    return true;
  }

  /// Makes the budget know what is really held.
  void charge(long held) {
    budget.adjust(held - charged);
    charged = held;
  }
}
