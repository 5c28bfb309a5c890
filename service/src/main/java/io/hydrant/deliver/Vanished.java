package io.hydrant.deliver;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.Held;
import io.hydrant.store.Store;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the stream that took a connection's records is gone. Then nothing is sent until a person
/// says so, not even a probe: a stream that is there anew under the name may be another's, and a
/// probe that is taken would be a record in the wrong place.
///
/// It is written to the store, so that a restart does not forget it.
final class Vanished {
  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final int connection;
  private final Store store;
  private final Clock clock;
  private boolean hasTaken;
  private @Nullable Instant since;
  private @Nullable Held unwritten;
  private volatile boolean isWritten;
  private long askAt;

  /// @param hasTaken whether it is known from before that records were taken
  Vanished(int connection, Store store, Clock clock, boolean hasTaken) {
    this.connection = connection;
    this.store = store;
    this.clock = clock;
    this.hasTaken = hasTaken;
  }

  /// Another target: what is known of the one before says nothing of it, unless it is the first.
  ///
  /// @param goneSince when it is known to be gone
  void aimed(boolean isFirst, @Nullable Instant goneSince) {
    hasTaken &= isFirst;
    since = goneSince;
    unwritten = null;
  }

  boolean isOn() {
    return since != null;
  }

  /// How it goes, for people; null when it is not gone.
  DeliveryState.@Nullable Blocked state() {
    return since == null ? null : new DeliveryState.Blocked(BlockedCause.MISSING_STREAM, since);
  }

  /// Takes an answer into account.
  void answered(Ruling ruling, String deliveryStreamName) {
    hasTaken |= ruling instanceof Ruling.Each each && each.verdicts().contains(Verdict.TAKEN);
    boolean isMissing =
        ruling instanceof Ruling.Blocked(BlockedCause cause)
            && cause == BlockedCause.MISSING_STREAM;
    if (isMissing && hasTaken && since == null) {
      Instant now = clock.instant();
      since = now;
      unwritten = new Held(Held.Why.STREAM_GONE, deliveryStreamName, now.toEpochMilli());
      isWritten = false;
      askAt = clock.nanos();
    }
  }

  private void written(boolean isDone) {
    if (isDone) {
      isWritten = true;
    }
  }

  /// Has it written, again and again until it is.
  ///
  /// @return when to be called next
  long write() {
    Held held = unwritten;
    if (held == null || isWritten) {
      return Loop.NEVER;
    }
    if (clock.nanos() >= askAt) {
      askAt = clock.nanos() + AGAIN_NANOS;
      store.hold(connection, held, isDone -> written(isDone));
    }
    return askAt;
  }
}
