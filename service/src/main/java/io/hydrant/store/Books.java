package io.hydrant.store;

import io.hydrant.model.KeyedHash;
import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the committer knows by heart while tables are open; thrown away and read again when they
/// fail.
final class Books {
  private static final byte[] TIME_KEY = "time".getBytes(StandardCharsets.UTF_8);

  final Tables tables;

  /// How often the tables were opened before.
  final int opening;

  final Directory directory;
  final Ledger ledger;
  final Seen seen;
  final Heads heads;
  final Timers timers;
  final DeadWorks works;
  final Audiences audiences;
  final Erasures erasures;
  final Rejects rejects;
  final StoreTime time;
  final Chance chance;

  /// Store time of the last write that returned.
  private volatile long horizon;

  private long sequence;

  /// Reads them all, or begins new ones.
  ///
  /// @param time the process's, which goes on when the store is opened again
  Books(Tables tables, int opening, StoreTime time, Chance chance, long marksMax)
      throws IOException {
    this.tables = tables;
    this.opening = opening;
    this.directory = Directory.load(tables, chance);
    this.ledger = Ledger.load(tables);
    this.seen = Seen.load(tables, marksMax);
    this.heads = Heads.load(tables, tables.sweepBytes());
    this.timers = Timers.load(tables);
    this.works = DeadWorks.load(tables);
    this.audiences = Audiences.load(tables);
    Tracer tracer = new Tracer(new KeyedHash(directory.secret()));
    this.erasures = Erasures.load(tables, tracer, chance, opening);
    this.rejects = Rejects.load(tables);
    Written last = lastWrite(tables);
    this.horizon = last.time();
    this.sequence = last.sequence();
    this.time = time;
    this.chance = chance;
    time.join(horizon);
  }

  /// The last write.
  ///
  /// @param time its store time in microseconds
  /// @param sequence the last that was given by then
  record Written(long time, long sequence) {

    /// Puts it into the write under way.
    void put(Tables.Changes changes) {
      byte[] value = ByteBuffer.allocate(2 * Long.BYTES).putLong(time).putLong(sequence).array();
      changes.put(Family.META, TIME_KEY, value);
    }
  }

  static Written lastWrite(TablesView tables) throws IOException {
    byte[] stored = tables.get(Family.META, TIME_KEY);
    if (stored == null) {
      return new Written(0, 0);
    }
    ByteBuffer in = ByteBuffer.wrap(stored);
    return new Written(in.getLong(), in.getLong());
  }

  long horizon() {
    return horizon;
  }

  /// The last that was given; the committer's alone.
  long sequence() {
    return sequence;
  }

  long nextSequence() {
    return ++sequence;
  }

  /// Every connection's number, by what people call it; a former one's while it owes something.
  Map<String, Integer> accounts() {
    Map<String, Integer> accounts = directory.roster.labels();
    accounts
        .values()
        .removeIf(number -> directory.roster.former(number) != null && ledger.isDrained(number));
    return accounts;
  }

  /// Every connection's account; a former one's while it owes something.
  List<LedgerLine> lines() {
    List<LedgerLine> lines = new ArrayList<>();
    accounts().forEach((label, number) -> lines.add(ledger.line(number, label)));
    return lines;
  }

  /// Former connections that owe something, the oldest first.
  List<Former> owing() {
    return directory.roster.formers().stream()
        .filter(former -> !ledger.isDrained(former.connection()))
        .toList();
  }

  /// Puts time, sequence and counters into the write under way.
  void put(long time, Tables.Changes changes) {
    new Written(time, sequence).put(changes);
    seen.put(changes);
    ledger.put(changes);
    audiences.put(changes);
    erasures.put(changes);
    rejects.put(changes);
  }

  /// The write of `time` is durable: everything due by then may be read from now on.
  void settle(long time) {
    seen.settle();
    ledger.settle();
    audiences.settle();
    erasures.settle();
    rejects.settle();
    horizon = time;
  }
}
