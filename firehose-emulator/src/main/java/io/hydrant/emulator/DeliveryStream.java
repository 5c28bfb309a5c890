package io.hydrant.emulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One delivery stream: its life, its trouble and what it lets through a second.
final class DeliveryStream {
  private final Birth birth;
  private final Lifecycle lifecycle;
  private final StreamLog log;
  private final Throttle throttle;
  private volatile @Nullable Instant deleted;
  private volatile StreamTrouble trouble = StreamTrouble.NONE;

  DeliveryStream(Birth birth, Lifecycle lifecycle, StreamLog log, Throttle throttle) {
    this.birth = birth;
    this.lifecycle = lifecycle;
    this.log = log;
    this.throttle = throttle;
  }

  /// What a stream is from its first day.
  record Birth(String name, StreamType type, Instant time) {}

  /// How long coming and going take.
  record Lifecycle(Duration creating, Duration deleting) {}

  String name() {
    return birth.name();
  }

  StreamType type() {
    return birth.type();
  }

  Instant created() {
    return birth.time();
  }

  /// When it last changed.
  Instant updated() {
    Instant end = deleted;
    return end == null ? birth.time() : end;
  }

  StreamLog log() {
    return log;
  }

  Throttle throttle() {
    return throttle;
  }

  StreamTrouble trouble() {
    return trouble;
  }

  void setTrouble(StreamTrouble trouble) {
    this.trouble = trouble;
  }

  /// Begins the end.
  ///
  /// @return false when it had begun before
  synchronized boolean delete(Instant now) {
    if (deleted != null) {
      return false;
    }
    deleted = now;
    return true;
  }

  StreamStatus status(Instant now) {
    if (deleted != null) {
      return StreamStatus.DELETING;
    }
    return now.isBefore(birth.time().plus(lifecycle.creating()))
        ? StreamStatus.CREATING
        : StreamStatus.ACTIVE;
  }

  /// Whether nothing is left of it.
  boolean gone(Instant now) {
    Instant end = deleted;
    return end != null && !now.isBefore(end.plus(lifecycle.deleting()));
  }
}
