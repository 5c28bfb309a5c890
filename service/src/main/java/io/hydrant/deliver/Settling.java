package io.hydrant.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// When a parcel may leave: the rules between an answer and the write that strikes it off.
///
/// Parts of an over-long group leave in their order. One that could leave early stays until those
/// before it have left, or were put again as messages, so that a reading after a crash cuts the
/// group in the same places.
final class Settling {
  /// A record that failed so often while others passed waits on disk; so does one that others have
  /// passed by so many rows or so long.
  private static final int ATTEMPTS_IN_MEMORY_MAX = 8;

  private static final long ROWS_BEHIND_MAX = 10_000;
  private static final long MICROS_BEHIND_MAX = TimeUnit.MINUTES.toMicros(1);

  private final Outstanding outstanding;
  private final Reading reading;
  private final Set<Parcel> early = new LinkedHashSet<>();
  private final Set<Parcel> postponed = new LinkedHashSet<>();

  /// @param reading how far others have come
  Settling(Outstanding outstanding, Reading reading) {
    this.outstanding = outstanding;
    this.reading = reading;
  }

  void restart() {
    early.clear();
    postponed.clear();
  }

  /// Looks at a parcel later, see [#lookAtPostponed()]: what is left of it may be among those of
  /// which one is sought.
  void postpone(Parcel parcel) {
    postponed.add(parcel);
  }

  /// Looks at what was postponed.
  void lookAtPostponed() {
    List<Parcel> parcels = List.copyOf(postponed);
    postponed.clear();
    parcels.forEach(parcel -> look(parcel, true));
  }

  /// Looks at a parcel of which something became known.
  ///
  /// Where some of it was taken or given up, that must not be sent again after a crash: the rest
  /// becomes a row of its own in the write that strikes the others off.
  ///
  /// @param othersPass whether it was just sent with others that were taken
  void look(Parcel parcel, boolean othersPass) {
    if (parcel.isSettled() || parcel.hasAny(Outgoing.State.FLYING)) {
      return;
    }
    boolean isOver = !parcel.hasAny(Outgoing.State.READY);
    boolean isInTheWay = othersPass && isToWaitOnDisk(parcel);
    if (isOver
        || isInTheWay
        || parcel.hasAny(Outgoing.State.TAKEN)
        || parcel.hasAny(Outgoing.State.DEAD)) {
      settle(parcel, false);
    }
  }

  /// The key of an ordered one is its order: it stays where it lies, and what passes it is struck
  /// off one by one.
  private boolean isToWaitOnDisk(Parcel parcel) {
    if (parcel.isOrdered()) {
      return false;
    }
    return parcel.passed() >= ATTEMPTS_IN_MEMORY_MAX
        || reading.rowsGathered() - parcel.readAs() > ROWS_BEHIND_MAX
        || reading.position().due() - parcel.first().due() > MICROS_BEHIND_MAX;
  }

  /// Looks once more at those that could leave early.
  ///
  /// @param isHurried whether nothing is about to be sent, so that waiting for those before makes
  ///   no sense
  void lookAgain(boolean isHurried) {
    if (early.isEmpty()) {
      return;
    }
    List<Parcel> parcels = List.copyOf(early);
    early.clear();
    for (Parcel parcel : parcels) {
      if (!parcel.isSettled()) {
        settle(parcel, isHurried);
      }
    }
  }

  /// Whether no parcel waits for those before it.
  boolean isClear() {
    return early.isEmpty() && postponed.isEmpty();
  }

  private void settle(Parcel parcel, boolean isHurried) {
    Deque<Parcel> before = new ArrayDeque<>();
    boolean isClear = !parcel.hasAny(Outgoing.State.FLYING);
    for (Parcel next = parcel.blocker(); isClear && next != null; next = next.blocker()) {
      before.push(next);
      isClear = canLeave(next, isHurried);
    }
    if (!isClear) {
      early.add(parcel);
      return;
    }
    before.forEach(outstanding::settle);
    outstanding.settle(parcel);
  }

  private static boolean canLeave(Parcel part, boolean isHurried) {
    if (part.hasAny(Outgoing.State.FLYING)) {
      return false;
    }
    return isHurried || part.hasFailed() || !part.hasAny(Outgoing.State.READY);
  }
}
