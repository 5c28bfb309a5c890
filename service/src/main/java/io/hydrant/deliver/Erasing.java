package io.hydrant.deliver;

import io.hydrant.platform.Loop;
import io.hydrant.store.Coverage;
import io.hydrant.store.ErasureOffice;
import io.hydrant.store.Row;
import io.hydrant.store.WaitingKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a loop does while people are being forgotten.
///
/// When it hears of one it *lands*: it sends nothing more until every call is answered, and forgets
/// what it holds in memory, so that all it sends from then on was looked at when it was read. What
/// is covered of what is read is erased first, and read again without. When the store asks for it,
/// it looks through what it has not read yet, due or not; also while it sends nothing.
///
/// Nothing of it outlives a crash: a loop that begins lands first.
final class Erasing implements Reading.Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Erasing.class);

  /// Landing costs the time of a call and a reading: whoever has a thousand people forgotten must
  /// not stop delivery.
  private static final long LANDINGS_APART_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long NONE = -1;

  private final ErasureOffice office;
  private final int connection;
  private final Outstanding outstanding;
  private final Runnable wake;
  private final AtomicReference<@Nullable Boolean> answer = new AtomicReference<>();
  private boolean isStriking;
  private long landed = NONE;
  private long landing = NONE;
  private long landAfter = Long.MIN_VALUE;
  private long swept = NONE;
  private long sweeping = NONE;
  private @Nullable WaitingKey at;

  /// @param outstanding knows in which opening things were read
  /// @param wake makes the next step happen now
  Erasing(ErasureOffice office, int connection, Outstanding outstanding, Runnable wake) {
    this.office = office;
    this.connection = connection;
    this.outstanding = outstanding;
    this.wake = wake;
  }

  /// Takes the store's answer.
  ///
  /// @return whether the store failed
  boolean hear() {
    Boolean durable = answer.getAndSet(null);
    if (durable == null) {
      return false;
    }
    isStriking = false;
    if (durable && landing != NONE) {
      landed = landing;
      office.landed(connection, landed);
    }
    landing = NONE;
    return !durable;
  }

  /// Forgets what it was at: reading begins anew.
  void restart() {
    landed = NONE;
    landAfter = Long.MIN_VALUE;
    sweeping = NONE;
    at = null;
  }

  /// Whether the store has not answered yet.
  boolean isStriking() {
    return isStriking;
  }

  /// Whether nothing may be sent, and nothing kept in memory.
  boolean isToLand(long now) {
    Coverage coverage = office.coverage();
    return !coverage.isEmpty()
        && coverage.version() > landed
        && (landing != NONE || now >= landAfter);
  }

  @Override
  public boolean isOpen() {
    return !isStriking;
  }

  @Override
  public boolean passes(List<Row> rows) throws IOException {
    Coverage coverage = office.coverage();
    List<WaitingKey> covered = coverage.isEmpty() ? List.of() : office.covered(coverage, rows);
    if (covered.isEmpty()) {
      return true;
    }
    strike(covered);
    return false;
  }

  private void strike(List<WaitingKey> keys) {
    isStriking = true;
    office.strike(
        outstanding.opening(),
        keys,
        durable -> {
          answer.set(durable);
          wake.run();
        });
  }

  /// Goes on with what is to be done.
  ///
  /// @param isClear whether nothing is in memory, no call and no strike without an answer
  /// @param read everything of the connection below this key was read since the landing, or is gone
  /// @return when to be called next
  long step(long now, boolean isClear, WaitingKey read) {
    Coverage coverage = office.coverage();
    if (isStriking || coverage.isEmpty()) {
      return Loop.NEVER;
    }
    if (isToLand(now)) {
      if (isClear) {
        landing = coverage.version();
        landAfter = now + LANDINGS_APART_NANOS;
        // Behind whatever was ordered for this connection when nobody held it.
        strike(List.of());
      }
      return Loop.NEVER;
    }
    long wanted = office.sweepWanted();
    if (wanted > swept && landed != NONE) {
      return sweep(coverage, wanted, read, now);
    }
    return coverage.version() > landed ? landAfter : Loop.NEVER;
  }

  private long sweep(Coverage coverage, long wanted, WaitingKey read, long now) {
    WaitingKey from = sweeping == wanted && at != null && at.compareTo(read) > 0 ? at : read;
    sweeping = wanted;
    try {
      ErasureOffice.Piece piece = office.look(coverage, from);
      at = piece.next();
      if (!piece.covered().isEmpty()) {
        // What it looked through last is looked through again.
        at = from;
        strike(piece.covered());
        return Loop.NEVER;
      }
      if (at == null) {
        swept = wanted;
        office.swept(connection, swept);
      }
      return now;
    } catch (IOException e) {
      LOG.error("an erasure goes on in a moment: {}", e.getMessage());
      return now + AGAIN_NANOS;
    }
  }
}
