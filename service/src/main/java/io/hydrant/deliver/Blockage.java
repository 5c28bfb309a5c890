package io.hydrant.deliver;

import io.hydrant.platform.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps a connection from delivering until somebody does something, if anything does. Said
/// once when it begins and once when it ends.
final class Blockage {
  private static final Logger LOG = LoggerFactory.getLogger(Blockage.class);

  private final String name;
  private final Clock clock;
  private DeliveryState.@Nullable Blocked state;
  private int probes;

  /// @param name the connection's, for people
  Blockage(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /// What it is and since when; null when there is none.
  DeliveryState.@Nullable Blocked state() {
    return state;
  }

  boolean isOn() {
    return state != null;
  }

  /// It is blocked, for this cause.
  void on(BlockedCause cause) {
    if (state != null && state.cause() == cause) {
      return;
    }
    Instant since = state == null ? clock.instant() : state.since();
    state = new DeliveryState.Blocked(cause, since);
    LOG.warn(
        "connection {} is blocked: {} {} hydrant connections says what to do.",
        name,
        cause.wrong(),
        cause.safe());
  }

  /// Counts a probe.
  ///
  /// @return how many there were before
  int probe() {
    return probes++;
  }

  /// Something was taken.
  void off() {
    probes = 0;
    if (state != null) {
      LOG.info("connection {} is not blocked any more, records are taken again", name);
      state = null;
    }
  }
}
