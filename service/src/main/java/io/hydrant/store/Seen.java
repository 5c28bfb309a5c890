package io.hydrant.store;

import io.hydrant.model.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The marks of batches that came before, kept for 30 to 60 days of store time: one family holds
/// the marks of this 30-day period, the other those of the one before. A new period empties the
/// older family by unlinking its files. The committer's alone.
///
/// Source of the duration: mParticle, JSON reference, `source_request_id`.
final class Seen {
  private static final Logger LOG = LoggerFactory.getLogger(Seen.class);
  static final long PERIOD_MICROS = TimeUnit.DAYS.toMicros(30);

  /// Beyond every mark, which is 16 bytes.
  private static final byte[] END = new byte[17];

  static {
    Arrays.fill(END, (byte) 0xff);
  }

  private final Tables tables;
  private final long marksMax;
  private long period;
  private long marksNow;
  private long marksBefore;
  private final LongAdder forgotten = new LongAdder();
  private final Set<Hash> inThisWrite = new HashSet<>();

  private Seen(Tables tables, long marksMax) {
    this.tables = tables;
    this.marksMax = marksMax;
  }

  /// @param marksMax how many marks may be kept; the older period is dropped early beyond it
  static Seen load(Tables tables, long marksMax) throws IOException {
    Seen seen = new Seen(tables, marksMax);
    byte[] stored = tables.get(Family.META, PERIOD_KEY);
    if (stored != null) {
      ByteBuffer in = ByteBuffer.wrap(stored);
      seen.period = in.getLong();
      seen.marksNow = in.getLong();
      seen.marksBefore = in.getLong();
    }
    return seen;
  }

  private static final byte[] PERIOD_KEY = "seen".getBytes(StandardCharsets.UTF_8);

  /// Turns to the period of `time`, before a write is begun.
  ///
  /// The family is emptied before the period is written: a crash between leaves an empty family
  /// under the old period, and the next start empties it once more.
  void turn(long time) throws IOException {
    long now = time / PERIOD_MICROS;
    if (now == period && marksNow + marksBefore < marksMax) {
      return;
    }
    if (now == period) {
      dropOlder();
      return;
    }
    empty(family(now));
    if (now != period + 1) {
      empty(family(now + 1));
      marksNow = 0;
    }
    marksBefore = marksNow;
    marksNow = 0;
    period = now;
  }

  /// One without marks is left as it is, as in every new store: to drop a family and make it anew
  /// takes RocksDB 30 ms of a processor, twice.
  private void empty(Family family) throws IOException {
    if (tables.last(family, new byte[0], END) != null) {
      tables.clear(family);
    }
  }

  private void dropOlder() throws IOException {
    if (marksBefore > 0) {
      LOG.warn(
          "dedup.maxMarks ({}) is reached: {} request ids of the period before this are forgotten"
              + " early",
          marksMax,
          marksBefore);
      tables.clear(family(period + 1));
      marksBefore = 0;
      forgotten.increment();
    }
  }

  /// How often the older period was dropped early since these tables were opened.
  long forgotten() {
    return forgotten.sum();
  }

  /// Which of the marks came before, in their order, looked up together.
  List<Boolean> cameBefore(List<Hash> marks) throws IOException {
    List<byte[]> keys = marks.stream().map(Seen::key).toList();
    List<Boolean> now = tables.present(family(period), keys);
    List<Boolean> before = tables.present(family(period + 1), keys);
    List<Boolean> found = new ArrayList<>(marks.size());
    for (int i = 0; i < keys.size(); i++) {
      found.add(now.get(i) || before.get(i));
    }
    return found;
  }

  /// Takes a mark into the write under way.
  ///
  /// @return false when a twin in the same write took it first
  boolean take(Hash mark, Tables.Changes changes) {
    if (!inThisWrite.add(mark)) {
      return false;
    }
    changes.put(family(period), key(mark), new byte[0]);
    return true;
  }

  /// Puts the period and the numbers of marks into the write under way.
  void put(Tables.Changes changes) {
    byte[] value =
        ByteBuffer.allocate(24)
            .putLong(period)
            .putLong(marksNow + inThisWrite.size())
            .putLong(marksBefore)
            .array();
    changes.put(Family.META, PERIOD_KEY, value);
  }

  /// The write is durable.
  void settle() {
    marksNow += inThisWrite.size();
    inThisWrite.clear();
  }

  private static Family family(long period) {
    return period % 2 == 0 ? Family.SEEN_A : Family.SEEN_B;
  }

  private static byte[] key(Hash mark) {
    return ByteBuffer.allocate(16).putLong(mark.high()).putLong(mark.low()).array();
  }
}
