package io.hydrant.deliver;

import io.hydrant.firehose.Described;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.Birth;
import io.hydrant.store.Held;
import io.hydrant.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether the stream that took a connection's records is gone. Then nothing is sent until a person
/// says so, not even a probe: a stream that is there anew under the name may be another's, and a
/// probe that is taken would be a record in the wrong place.
///
/// Either a call finds it missing, or a [Look] finds one that was made at another moment; for that,
/// the role must allow `firehose:DescribeDeliveryStream`. A stream with another ARN is no such
/// case: settings or credentials say that it is meant.
///
/// It is written to the store, so that a restart does not forget it.
final class Vanished {
  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final int connection;
  private final Store store;
  private final Clock clock;
  private final Look look;
  private boolean hasTaken;
  private @Nullable Held gone;
  private boolean isWanting;
  private volatile boolean isWritten;
  private long askAt;

  Vanished(int connection, DeliveryMeans means) {
    this.connection = connection;
    this.store = means.store();
    this.clock = means.clock();
    this.look = new Look(clock, means.chance());
    this.hasTaken = store.delivered(connection) > 0;
  }

  /// Another target: what is known of the one before says nothing of it, unless it is the first.
  ///
  /// @param known why it is known to be gone
  void aimed(boolean isFirst, @Nullable Held known) {
    hasTaken &= isFirst;
    gone = known;
    isWanting = false;
    look.aimed();
  }

  /// Has the stream described if it is time to.
  ///
  /// @param then hands the answer to [#described], on the loop's thread
  /// @return when to be called next
  long look(Target to, Consumer<Described> then) {
    return look.ask(to, then);
  }

  /// Whether nothing may be sent before the stream is described: one that may be another.
  boolean isLooking() {
    return look.isWaiting() && hasTaken && store.streams().birth(connection) != null;
  }

  boolean isOn() {
    return gone != null;
  }

  /// How it goes, for people; null when it is not gone.
  DeliveryState.@Nullable Blocked state() {
    Held held = gone;
    if (held == null) {
      return null;
    }
    BlockedCause cause =
        held.why() == Held.Why.STREAM_ANEW
            ? BlockedCause.RECREATED_STREAM
            : BlockedCause.MISSING_STREAM;
    return new DeliveryState.Blocked(cause, Instant.ofEpochMilli(held.sinceMillis()));
  }

  /// Takes an answer into account.
  ///
  /// @param isDown whether the stream is in trouble: it may be another after that
  void answered(Ruling ruling, String deliveryStreamName, boolean isDown) {
    if (isDown) {
      look.doubt();
    }
    hasTaken |= ruling instanceof Ruling.Each each && each.verdicts().contains(Verdict.TAKEN);
    boolean isMissing =
        ruling instanceof Ruling.Blocked(BlockedCause cause)
            && cause == BlockedCause.MISSING_STREAM;
    if (isMissing && hasTaken) {
      hold(Held.Why.STREAM_GONE, deliveryStreamName);
    }
  }

  /// Takes into account what the stream is like. The first that is seen is the one that is meant.
  void described(Described described, String deliveryStreamName) {
    look.answered();
    if (!(described instanceof Described.Stream stream) || stream.created() == null) {
      return;
    }
    Birth known = store.streams().birth(connection);
    Birth seen = new Birth(stream.arn(), stream.created().toEpochMilli());
    if (known != null && hasTaken && known.arn().equals(seen.arn()) && !known.equals(seen)) {
      hold(Held.Why.STREAM_ANEW, deliveryStreamName);
    } else if (!seen.equals(known)) {
      store.streams().witness(connection, seen);
    }
  }

  private void hold(Held.Why why, String deliveryStreamName) {
    if (gone == null) {
      gone = new Held(why, deliveryStreamName, clock.instant().toEpochMilli());
      isWanting = true;
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
    Held held = gone;
    if (held == null || !isWanting || isWritten) {
      return Loop.NEVER;
    }
    if (clock.nanos() >= askAt) {
      askAt = clock.nanos() + AGAIN_NANOS;
      store.streams().hold(connection, held, isDone -> written(isDone));
    }
    return askAt;
  }
}
