package io.hydrant.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Everything that streams of one name took, in order: append-only, and it outlives a stream that
/// is deleted and created again. In memory, within the room all logs share. Safe for threads.
final class StreamLog {
  private final RecordIds ids;
  private final Room room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<StoredRecord> records = new ArrayList<>();
  private StreamTotals totals = StreamTotals.ZERO;

  StreamLog(RecordIds ids, Room room) {
    this.ids = ids;
    this.room = room;
  }

  /// One record of a call that the stream takes.
  ///
  /// @param position its place in the call
  record Taken(int position, Bytes data) {}

  /// Keeps the records of one call, or none of them when there is no room.
  ///
  /// @return their record ids in order, empty when there was no room
  List<String> append(PutCall call, List<Taken> taken) {
    long bytes = 0;
    for (Taken one : taken) {
      bytes += one.data().length() + Room.RECORD_OVERHEAD_BYTES;
    }
    if (taken.isEmpty() || !room.take(bytes)) {
      return List.of();
    }
    long first;
    lock.lock();
    try {
      first = records.size();
      for (Taken one : taken) {
        records.add(
            new StoredRecord(records.size(), ids, call, one.position(), one.data().array()));
      }
      count(taken);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    List<String> names = new ArrayList<>(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      names.add(ids.id(first + i));
    }
    return names;
  }

  private void count(List<Taken> taken) {
    long bytes = 0;
    long units = 0;
    for (Taken one : taken) {
      bytes += one.data().length();
      units += StoredRecord.billedUnits(one.data().length());
    }
    totals =
        new StreamTotals(
            totals.records() + taken.size(),
            totals.bytes() + bytes,
            totals.billedUnits() + units,
            totals.calls() + 1);
  }

  StreamTotals totals() {
    lock.lock();
    try {
      return totals;
    } finally {
      lock.unlock();
    }
  }

  /// At most `countMax` records from an index on.
  List<StoredRecord> from(long index, int countMax) {
    lock.lock();
    try {
      int from = (int) Math.min(index, records.size());
      return List.copyOf(records.subList(from, from + Math.min(countMax, records.size() - from)));
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are that many records, in real time.
  ///
  /// @return whether there are
  boolean await(long count, Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (records.size() < count && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return records.size() >= count;
    } finally {
      lock.unlock();
    }
  }
}
