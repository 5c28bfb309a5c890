package io.hydrant.store;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer. It merges all that waits into one synced write and tells everybody together;
/// with one writer there are no races between accepting, striking off and counting.
///
/// Under overload it refuses submissions at once and goes on with orders. After any failed write
/// the tables are closed and opened again, three times at most; whoever waited is told "not kept",
/// which may be untrue: the write can have reached the disk, and a client that sends again is
/// deduplicated.
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long IDLE_WRITE_GAP_NANOS = Duration.ofMillis(20).toNanos();
  private static final Duration[] REOPEN_AFTER = {
    Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5)
  };
  private static final int RETRY_AFTER_SECONDS = 5;
  private static final int FEW_SUBMISSIONS = 64;
  private static final String DRAINING = "it is being drained, by a person's order";
  private static final int DRAINING_RETRY_SECONDS = 30;

  private final Tables.Opener opener;
  private final Clock clock;
  private final StoreTime time;
  private final Chance chance;
  private final StoreOptions options;
  private final Intake intake = new Intake();
  private final Underway underway = new Underway();
  private final ReadWriteLock tablesLock = new ReentrantReadWriteLock();
  private final Map<Integer, Long> wanted = new HashMap<>();
  private final Map<Integer, Waiter> waiters = new HashMap<>();
  private final RecentChanges recent;

  private volatile @Nullable Books books;
  private volatile String trouble = "";
  private volatile boolean isDraining;
  private volatile boolean isShortOfDisk;
  private final DiskWatch disk;
  private long lastWriteNanos;
  private volatile long quickWriteNanos;
  private int openings;
  private int reopenings;
  private long reopenAt;

  Committer(Tables.Opener opener, Clock clock, Chance chance, StoreOptions options)
      throws IOException {
    this.opener = opener;
    this.clock = clock;
    this.time = new StoreTime(clock);
    this.chance = chance;
    this.options = options;
    this.books = load();
    this.lastWriteNanos = clock.nanos();
    this.disk = new DiskWatch(clock, options);
    this.recent = new RecentChanges(clock);
  }

  private Books load() throws IOException {
    return new Books(opener.open(), openings++, time, chance, options.marksMax());
  }

  // ---- asked from any thread

  /// Takes a submission in: null, or why not.
  @Nullable Outcome offer(Prepared submission) {
    if (isDraining) {
      return new Outcome.Refused(DRAINING, DRAINING_RETRY_SECONDS);
    }
    if (!trouble.isEmpty()) {
      return new Outcome.Refused(trouble, RETRY_AFTER_SECONDS);
    }
    underway.begin(submission);
    if (!intake.offer(submission)) {
      underway.end(submission);
      return new Outcome.Refused("too much is waiting to be written", 1);
    }
    return null;
  }

  /// Bytes of a connection that are submitted and neither written nor refused yet.
  long underway(int connection) {
    return underway.of(connection);
  }

  void order(Order order) {
    intake.order(order);
  }

  void register(int connection, Waiter waiter) {
    synchronized (wanted) {
      waiters.put(connection, waiter);
    }
  }

  void unregister(int connection, Waiter waiter) {
    synchronized (wanted) {
      waiters.remove(connection, waiter);
    }
  }

  /// Whether a connection has a loop.
  boolean isRegistered(int connection) {
    synchronized (wanted) {
      return waiters.containsKey(connection);
    }
  }

  /// Wakes all loops.
  void wakeAll() {
    synchronized (wanted) {
      waiters.values().forEach(Waiter::wake);
    }
  }

  /// Asks that the horizon passes `due` when its time has come, and that the connection's waiter is
  /// woken.
  void want(int connection, long due) {
    synchronized (wanted) {
      wanted.merge(connection, due, Math::min);
    }
  }

  /// Why nothing is accepted now; empty when all is well.
  String trouble() {
    return isDraining && trouble.isEmpty() ? DRAINING : trouble;
  }

  /// Has nothing more accepted until it is told otherwise; what is kept goes on.
  void drain(boolean isWanted) {
    isDraining = isWanted;
  }

  /// What the disk takes for a write of late that was quick.
  long quickWriteNanos() {
    return quickWriteNanos;
  }

  /// Whether the disk has less free than it must.
  boolean isShortOfDisk() {
    return isShortOfDisk;
  }

  /// What the disk has free beyond what it must.
  long spareDiskBytes() {
    return options.freeDiskBytes().getAsLong() - options.diskReserveBytes();
  }

  /// The books, or null while the store has failed.
  @Nullable Books books() {
    return books;
  }

  /// What became of audiences lately, whichever opening it was in.
  RecentChanges recent() {
    return recent;
  }

  /// Where a connection begins in the present opening.
  Opening opening(int connection) {
    Books open = books;
    return open == null
        ? new Opening(connection, Opening.NONE, WaitingKey.floor(connection, 0), 0)
        : new Opening(
            connection,
            open.opening,
            open.heads.head(connection),
            open.ledger.get(connection, Ledger.TRIED_MICROS));
  }

  ReadWriteLock tablesLock() {
    return tablesLock;
  }

  // ---- the committer's own thread

  /// Writes what waits, or moves the horizon, or opens a failed store again.
  ///
  /// @return when to be called next, see [Loop]
  long step() throws StoreLostException {
    Books open = books;
    if (open == null) {
      return reopen();
    }
    trouble = disk.trouble();
    isShortOfDisk = !trouble.isEmpty();
    Intake.Load load = ofThisOpening(open, intake.take());
    if (load.isEmpty()) {
      long due = earliestWanted();
      if (due == Long.MAX_VALUE) {
        return disk.nextLook();
      }
      long at = Math.max(open.time.nanosAt(due), lastWriteNanos + IDLE_WRITE_GAP_NANOS);
      if (at > clock.nanos()) {
        return Math.min(at, disk.nextLook());
      }
    }
    write(open, load);
    return clock.nanos();
  }

  /// Refuses strikes that were ordered by who had not heard yet that the store was opened again:
  /// they count on strikes before them which were lost.
  private static Intake.Load ofThisOpening(Books open, Intake.Load load) {
    List<Order> orders = new ArrayList<>(load.orders().size());
    for (Order order : load.orders()) {
      if (order instanceof Strike strike && strike.opening().number() != open.opening) {
        tell(() -> strike.then().accept(false));
      } else if (order instanceof EraseOrder.Waiting erase
          && erase.opening().number() != open.opening) {
        tell(erase::fail);
      } else {
        orders.add(order);
      }
    }
    return new Intake.Load(orders, load.submissions());
  }

  private void write(Books open, Intake.Load load) {
    long time = open.time.atLeast(open.horizon() + 1);
    Commit commit;
    long began;
    try (Tables.Changes changes = open.tables.changes()) {
      open.seen.turn(time);
      commit = new Commit(open, changes, time, this::isRegistered, recent);
      commit.addOrders(load.orders());
      commit.add(load.submissions());
      commit.finish();
      open.put(time, changes);
      began = clock.nanos();
      open.tables.write(changes);
    } catch (IOException | RuntimeException e) {
      fail(load, e);
      return;
    }
    open.settle(time);
    load.submissions().forEach(underway::end);
    lastWriteNanos = clock.nanos();
    reopenings = 0;
    commit.whenDurable().forEach(Committer::tell);
    timed(lastWriteNanos - began, load.submissions().size());
    wake(commit.earliestDue(), time);
  }

  /// Follows the shortest of late: at once down, and a quarter of the way up after a write of few,
  /// which the disk alone can have made long.
  private void timed(long nanos, int submissions) {
    long before = quickWriteNanos;
    long up = submissions <= FEW_SUBMISSIONS ? (nanos - before) / 4 : 0;
    quickWriteNanos = Math.min(nanos, before + up);
  }

  /// Who is told may throw: that is nothing to the others, nor to the store.
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("a listener to the store's answer failed", e);
    }
  }

  private void wake(Map<Integer, Long> written, long horizon) {
    synchronized (wanted) {
      written.forEach((connection, due) -> wanted.merge(connection, due, Math::min));
      wanted
          .entrySet()
          .removeIf(entry -> {
            if (entry.getValue() > horizon) {
              return false;
            }
            Waiter waiter = waiters.get(entry.getKey());
            if (waiter != null) {
              waiter.wake();
            }
            return true;
          });
    }
  }

  private long earliestWanted() {
    long earliest = Long.MAX_VALUE;
    synchronized (wanted) {
      for (long due : wanted.values()) {
        earliest = Math.min(earliest, due);
      }
    }
    return earliest;
  }

  // ---- when the disk or the store fails

  private void fail(Intake.Load load, Exception cause) {
    LOG.error("the store failed, opening it again: {}", cause.toString());
    trouble = "the store failed and is being opened again";
    close();
    reopenAt = clock.nanos() + REOPEN_AFTER[0].toNanos();
    refuse(load);
  }

  private void refuse(Intake.Load load) {
    for (Order order : load.orders()) {
      switch (order) {
        case Strike strike -> tell(() -> strike.then().accept(false));
        case CloseSessions close -> tell(() -> close.then().accept(false));
        case Enroll enroll -> tell(() -> enroll.then().accept(null));
        case Adopt adopt -> tell(() -> adopt.then().accept(false));
        case Note note -> tell(() -> note.then().accept(false));
        case Witness _ -> {
          // It is seen again.
        }
        case Hold hold -> tell(() -> hold.then().accept(false));
        case Discard discard -> tell(() -> discard.then().accept(false));
        case TakeOut takeOut -> tell(() -> takeOut.then().accept(new TakeOut.Progress.Failed()));
        case Remember _ -> {}
        case DeadOrder dead -> tell(dead::fail);
        case EraseOrder erase -> tell(erase::fail);
      }
    }
    for (Prepared prepared : load.submissions()) {
      Outcome refused = new Outcome.Refused(trouble, RETRY_AFTER_SECONDS);
      underway.end(prepared);
      tell(() -> prepared.submission().then().accept(refused));
    }
  }

  private long reopen() throws StoreLostException {
    refuse(intake.take());
    if (clock.nanos() < reopenAt) {
      return reopenAt;
    }
    try {
      books = load();
    } catch (IOException e) {
      reopenings++;
      if (reopenings >= REOPEN_AFTER.length) {
        throw new StoreLostException(e);
      }
      LOG.error("opening the store again failed: {}", e.getMessage());
      reopenAt = clock.nanos() + REOPEN_AFTER[reopenings].toNanos();
      return reopenAt;
    }
    LOG.warn("the store is open again");
    trouble = "";
    synchronized (wanted) {
      wanted.clear();
      waiters.values().forEach(Waiter::reopened);
    }
    return clock.nanos();
  }

  /// Closes the tables once nobody reads them; whoever reads for long is told by [#books] that they
  /// are to be closed.
  void close() {
    Books open = books;
    books = null;
    if (open != null) {
      open.tables.interrupt();
    }
    tablesLock.writeLock().lock();
    try {
      if (open != null) {
        open.tables.close();
      }
    } finally {
      tablesLock.writeLock().unlock();
    }
  }
}
