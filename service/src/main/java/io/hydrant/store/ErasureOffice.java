package io.hydrant.store;

import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where people are forgotten. Safe for many threads.
///
/// What an erasure covers is durable before it is answered. From then on loops send nothing of it,
/// and everything that lies in the store is looked through, step by step; a crash repeats at most
/// one.
public final class ErasureOffice {
  static final long NO_SWEEP = -1;

  private final Committer committer;
  private final Consumer<Order> orders;
  private final Reading.Reader reader;
  private final Coverage nobody;
  private final Map<Integer, Long> landed = new ConcurrentHashMap<>();
  private final Map<Integer, Long> swept = new ConcurrentHashMap<>();
  private volatile long sweepWanted = NO_SWEEP;
  private volatile Runnable wake = () -> {};

  /// @param orders takes what is asked of the committer
  ErasureOffice(
      Committer committer, Consumer<Order> orders, Reading.Reader reader, KeyedHash hash) {
    this.committer = committer;
    this.orders = orders;
    this.reader = reader;
    this.nobody = new Coverage(0, new Tracer(hash), List.of());
  }

  // ---- for who wants people forgotten

  /// Begins to forget somebody.
  ///
  /// @param isByMpid whether named by an MPID; else by identities
  /// @param hashes of what is named, see [io.hydrant.model.PersonHash]
  /// @param then called once on the committer's thread when it is durable: its id; null when the
  ///   store failed
  public void begin(
      boolean isByMpid,
      Set<Hash> hashes,
      Recall recall,
      long nowMillis,
      Consumer<@Nullable String> then) {
    EraseOrder.Named named = new EraseOrder.Named(isByMpid, hashes);
    orders.accept(
        new EraseOrder.Begin(
            named,
            recall,
            nowMillis,
            id -> {
              then.accept(id == null ? null : id.text());
              changed();
              committer.wakeAll();
            }));
  }

  /// An erasure, and what is being done for it.
  ///
  /// @param doing a word
  public record Progress(Erasure erasure, String doing) {}

  /// An erasure that is under way, or was done not long ago; null when there is none of this id.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public @Nullable Progress find(String id) throws IOException {
    Erasure.Id key = Erasure.Id.of(id);
    return key == null ? null : reader.read(books -> find(books, key));
  }

  private static @Nullable Progress find(Books books, Erasure.Id key) throws IOException {
    byte[] value = books.tables.get(Family.ERASURES, key.bytes());
    if (value == null) {
      return null;
    }
    Erasure erasure = Erasure.of(key.bytes(), value);
    Sweep sweep = books.erasures.sweep();
    String doing =
        sweep == null || erasure.stage() != Erasure.Stage.SWEEPING
            ? erasure.stage().name()
            : sweep.stage().name();
    return new Progress(erasure, doing.toLowerCase(Locale.ROOT));
  }

  // ---- for delivery loops

  /// What must not be sent now.
  public Coverage coverage() {
    Books books = committer.books();
    return books == null ? nobody : books.erasures.coverage();
  }

  /// Those of these rows that are covered, in whole or in part.
  ///
  /// @throws IOException when reading failed
  public List<WaitingKey> covered(Coverage coverage, List<Row> rows) throws IOException {
    return reader.read(books -> {
      List<WaitingKey> covered = new ArrayList<>();
      for (Row row : rows) {
        if (!Findings.of(row, coverage, books.tables).isNothing()) {
          covered.add(row.key());
        }
      }
      return covered;
    });
  }

  /// A piece of what waits, looked through.
  ///
  /// @param covered where something is to be erased
  /// @param next where to go on; null: that was the last
  public record Piece(List<WaitingKey> covered, @Nullable WaitingKey next) {
    public Piece {
      covered = List.copyOf(covered);
    }
  }

  /// Looks through some rows of a connection, due or not.
  ///
  /// @throws IOException when reading failed
  public Piece look(Coverage coverage, WaitingKey from) throws IOException {
    return reader.read(books -> ErasureLook.waiting(books.tables, coverage, from));
  }

  /// Erases what is covered of rows that a loop does not hold, and will not read before this is
  /// answered. None: tells when all that was ordered before is done.
  ///
  /// @param opening under which they were read
  public void strike(Opening opening, List<WaitingKey> keys, Consumer<Boolean> then) {
    orders.accept(new EraseOrder.Waiting(opening, keys, then));
  }

  /// A connection's loop holds nothing that it read before a version of the coverage.
  public void landed(int connection, long version) {
    landed.put(connection, version);
    changed();
  }

  /// The number of the sweep in which loops are to look through what waits; none when it is below
  /// those before.
  public long sweepWanted() {
    return sweepWanted;
  }

  /// A connection's loop has looked through all that waits.
  public void swept(int connection, long sweep) {
    swept.put(connection, sweep);
    changed();
  }

  // ---- for the loop that looks through the rest

  /// Calls back whenever there may be more to do.
  public void onChange(Runnable wake) {
    this.wake = wake;
  }

  private void changed() {
    wake.run();
  }

  /// Reads while nobody closes the tables.
  <T extends @Nullable Object> T read(Reading<T> reading) throws IOException {
    return reader.read(reading);
  }

  void order(EraseOrder.Step step) {
    orders.accept(step);
  }

  boolean hasLoop(int connection) {
    return committer.isRegistered(connection);
  }

  boolean hasLanded(int connection, long version) {
    return landed.getOrDefault(connection, -1L) >= version;
  }

  boolean hasSwept(int connection, long sweep) {
    return swept.getOrDefault(connection, -1L) >= sweep;
  }

  void wakeLoops() {
    committer.wakeAll();
  }

  void wantSweep(long sweep) {
    if (sweepWanted != sweep) {
      sweepWanted = sweep;
      committer.wakeAll();
    }
  }

  /// What goes through the store and forgets, for one thread.
  public ErasureSweep sweep(Recall recall) {
    return new ErasureSweep(this, recall);
  }
}
