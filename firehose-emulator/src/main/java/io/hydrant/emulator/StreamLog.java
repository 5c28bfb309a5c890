package io.hydrant.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that streams of one name took, in order: append-only, and it outlives a stream that
/// is deleted and created again. In memory, within the room all logs share; or only counted. Safe
/// for threads.
final class StreamLog {
  private final RecordIds ids;
  private final @Nullable Room room;
  private final @Nullable LogFile file;
  // Held while the file is written: its order is the log's.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<StoredRecord> records = new ArrayList<>();
  private StreamTotals totals = StreamTotals.ZERO;

  /// @param room for what is kept, null: records are counted, and not kept
  /// @param file where it is written too, null for nowhere
  StreamLog(RecordIds ids, @Nullable Room room, @Nullable LogFile file) {
    this.ids = ids;
    this.room = room;
    this.file = file;
  }

  /// One record of a call that the stream takes.
  ///
  /// @param position its place in the call
  record Taken(int position, Bytes data) {
    private static final long OVERHEAD_BYTES = 64;

    /// What it costs in memory, about.
    long bytesKept() {
      return data.length() + OVERHEAD_BYTES;
    }
  }

  /// Takes over what its file had.
  void restore(List<StoredRecord> read) {
    int from = 0;
    for (int to = 1; to <= read.size(); to++) {
      if (to == read.size() || !read.get(to).requestId().equals(read.get(from).requestId())) {
        keep(read.subList(from, to));
        from = to;
      }
    }
  }

  /// Keeps the records of one call, or none of them when there is no room.
  ///
  /// @return their record ids in order, empty when there was no room
  List<String> append(PutCall call, List<Taken> taken) {
    long bytes = taken.stream().mapToLong(Taken::bytesKept).sum();
    if (taken.isEmpty() || (room != null && !room.take(bytes))) {
      return List.of();
    }
    List<StoredRecord> stored = new ArrayList<>(taken.size());
    boolean written = false;
    lock.lock();
    try {
      if (file != null) {
        file.append(call, taken);
      }
      written = true;
      for (Taken one : taken) {
        long index = totals.records() + stored.size();
        stored.add(new StoredRecord(index, ids, call, one.position(), one.data().array()));
      }
      keep(stored);
    } finally {
      lock.unlock();
      if (!written && room != null) {
        room.giveBack(bytes);
      }
    }
    return stored.stream().map(StoredRecord::recordId).toList();
  }

  private void keep(List<StoredRecord> ofOneCall) {
    lock.lock();
    try {
      if (room != null) {
        records.addAll(ofOneCall);
      }
      totals = totals.plus(ofOneCall);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Notes in the file that a stream of its name begins.
  void created(DeliveryStream.Birth birth) {
    write(to -> to.created(birth));
  }

  /// Notes in the file that its stream was deleted.
  void deleted(Instant time) {
    write(to -> to.deleted(time));
  }

  private void write(Consumer<LogFile> line) {
    lock.lock();
    try {
      if (file != null) {
        line.accept(file);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Closes its file: nothing may be appended any more.
  void close() {
    write(LogFile::close);
  }

  StreamTotals totals() {
    lock.lock();
    try {
      return totals;
    } finally {
      lock.unlock();
    }
  }

  /// At most `countMax` records from an index on; none when they are only counted.
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
      while (totals.records() < count && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return totals.records() >= count;
    } finally {
      lock.unlock();
    }
  }
}
