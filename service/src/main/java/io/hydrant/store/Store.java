package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that waits, on disk. What [#submit] calls kept survives kill -9 and power loss; what is read
/// is frozen: it never changes and nothing is added between it, so that ids are the same after any
/// crash.
///
/// Under overload it refuses at once. After a failure it opens itself again and tells the waiters
/// to begin anew; nobody outside holds anything of the engine below. Safe for many threads.
public final class Store implements AutoCloseable {
  private final Committer committer;
  private final KeyedHash hash;
  private final UUID id;
  private final Loop loop;
  private final DeadLetterOffice deadLetters;
  private final AudienceOffice audiences;
  private final Chronicle chronicle;
  private final AlertOffice alerts;
  private final ErasureOffice erasures;
  private final StreamOffice streams;
  private final RejectOffice rejects;
  private volatile Runnable onLost = () -> {};

  private Store(Committer committer, Clock clock) {
    this.committer = committer;
    Books books = Objects.requireNonNull(committer.books());
    this.hash = new KeyedHash(books.directory.secret());
    this.id = books.directory.storeId();
    this.loop = new Loop("committer", clock, committer::step, () -> onLost.run());
    this.deadLetters = new DeadLetterOffice(committer, this::order, this::reading);
    this.audiences = new AudienceOffice(committer, this::order, this::reading);
    this.chronicle = new Chronicle(this::order, this::reading);
    this.alerts = new AlertOffice(this::order, this::reading);
    this.erasures = new ErasureOffice(committer, this::order, this::reading, hash);
    this.streams = new StreamOffice(committer, this::order);
    this.rejects = new RejectOffice(committer, this::reading);
  }

  /// Opens what `opener` opens.
  ///
  /// @throws IOException when it cannot be opened: the message says what is wrong and where
  static Store open(Tables.Opener opener, Clock clock, Chance chance, StoreOptions options)
      throws IOException {
    return new Store(new Committer(opener, clock, chance, options), clock);
  }

  /// Opens or creates the data directory, which must be locked by this process.
  ///
  /// @throws IOException when it cannot be opened: the message says what is wrong and where
  public static Store open(DataDirectory data, Clock clock, Chance chance, StoreOptions options)
      throws IOException {
    return open(() -> RocksTables.open(data.tables()), clock, chance, options);
  }

  /// Starts the committer's thread.
  ///
  /// @param onLost called when the store failed for good
  public void start(Runnable onLost) {
    this.onLost = onLost;
    loop.start();
  }

  /// One step of the committer, for who has no threads: the simulator.
  ///
  /// @return when to call it again, see [Loop]
  public long step() {
    return committer.step();
  }

  /// This store's own id, new after a restore.
  public UUID id() {
    return id;
  }

  /// The hash that keys of this store are made with.
  public KeyedHash hash() {
    return hash;
  }

  /// The dedup mark of a batch: scoped by input, as mParticle's is by API key.
  public Hash mark(String input, String requestId) {
    return hash.of(Bytes.utf8("mark"), Bytes.utf8(input), Bytes.utf8(requestId));
  }

  /// Keeps or refuses a submission; never blocks. The outcome comes on the committer's thread, or
  /// at once.
  public void submit(Submission submission) {
    submit(Prepared.of(submission));
  }

  /// Likewise, of what is built already.
  void submit(Prepared prepared) {
    Outcome refused = committer.offer(prepared);
    if (refused != null) {
      prepared.submission().then().accept(refused);
      return;
    }
    loop.wake();
  }

  private void order(Order order) {
    committer.order(order);
    loop.wake();
  }

  /// Gives the connections of a configuration their numbers and their content settings revisions.
  /// Those that it does not name are [Former]s from then on: what they owe is kept, and no later
  /// connection of their name gets it.
  ///
  /// @param contents the settings' stored form, by the connection's name
  /// @param then called once on the committer's thread; null when the store failed
  public void enroll(Map<String, Bytes> contents, Consumer<@Nullable Map<String, Enrolled>> then) {
    order(new Enroll(contents, then));
  }

  /// Connections that are not configured any more and that owe something, the oldest first.
  public List<Former> formers() {
    Books books = committer.books();
    return books == null ? List.of() : books.owing();
  }

  /// Writes that a connection is to send what a former one owes.
  ///
  /// @param then called once on the committer's thread: true when durable, false when the store
  ///   failed or they are not what they are said to be
  public void adopt(int former, int heir, Consumer<Boolean> then) {
    order(new Adopt(former, heir, then));
  }

  /// What is known of the streams that connections send to.
  public StreamOffice streams() {
    return streams;
  }

  /// Throws away what a former connection owes, nothing of which may be on its way; see [Discard].
  public void discard(int former, Consumer<Boolean> then) {
    order(new Discard(former, then));
  }

  /// Writes what a delivery loop has settled.
  public void strike(Strike strike) {
    order(strike);
  }

  /// Tells the store whom to wake for a connection.
  public void register(int connection, Waiter waiter) {
    committer.register(connection, waiter);
  }

  /// Where a connection begins. While the store has failed: somewhere, in an opening that is over.
  public Opening opening(int connection) {
    return committer.opening(connection);
  }

  /// Wakes this waiter no more.
  public void unregister(int connection, Waiter waiter) {
    committer.unregister(connection, waiter);
  }

  /// Rows of a connection that are due, from `from` on, in order. When all of them were read the
  /// connection's waiter is woken as soon as there is more.
  ///
  /// @param rowsMax at most so many
  /// @param bytesMax no further row once they take so many bytes on disk
  /// @throws IOException when reading failed, or the store has: a page without rows would say that
  ///   there are none
  public Page read(WaitingKey from, int rowsMax, long bytesMax) throws IOException {
    return reading(books ->
        Page.of(
            books.tables,
            from,
            books.horizon(),
            new Page.Bounds(rowsMax, bytesMax),
            due -> {
              committer.want(from.connection(), due);
              loop.wake();
            }));
  }

  /// Audiences, and what is known of users.
  public AudienceOffice audiences() {
    return audiences;
  }

  /// What accounts were.
  public Chronicle chronicle() {
    return chronicle;
  }

  /// Alerts as they stand.
  public AlertOffice alerts() {
    return alerts;
  }

  /// Where people are forgotten.
  public ErasureOffice erasures() {
    return erasures;
  }

  /// What SDKs sent and is invalid.
  public RejectOffice rejects() {
    return rejects;
  }

  /// What was given up.
  public DeadLetterOffice deadLetters() {
    return deadLetters;
  }

  /// Reads while nobody closes the tables.
  private <T extends @Nullable Object> T reading(Reading<T> reading) throws IOException {
    committer.tablesLock().readLock().lock();
    try {
      Books books = committer.books();
      if (books == null) {
        throw new IOException(committer.trouble());
      }
      return reading.in(books);
    } finally {
      committer.tablesLock().readLock().unlock();
    }
  }

  /// The fragments of a closed session, as rows in the place of the session's, in order.
  ///
  /// @param row of kind [Row.Kind#SESSION]
  /// @throws IOException when reading failed
  public List<Row> fragments(Row row) throws IOException {
    return reading(books -> SessionPart.of(row).fragments(books.tables, row.key()));
  }

  /// Tells the store whom to wake for session timers.
  public void registerTimers(Waiter waiter) {
    committer.register(Timers.WAITER, waiter);
  }

  /// The session timers whose time has come, in order; when there is none the waiter is woken as
  /// soon as there is.
  ///
  /// @throws IOException when reading failed
  public List<SessionTimer> timersDue(int max) throws IOException {
    return reading(books -> {
      Timers.Look look = books.timers.look(books.tables, books.horizon(), max);
      if (look.next() != Long.MAX_VALUE) {
        committer.want(Timers.WAITER, look.next());
        loop.wake();
      }
      return look.due();
    });
  }

  /// Closes the sessions of the timers that still hold. All of [#timersDue] up to the last of them.
  ///
  /// @param then called once on the committer's thread: true when durable, false when the store
  ///   failed
  public void close(List<SessionTimer> timers, Consumer<Boolean> then) {
    order(new CloseSessions(timers, then));
  }

  /// The content settings of a revision, or null when nothing waits under it any more.
  public @Nullable Bytes content(int revision) {
    Books books = committer.books();
    return books == null ? null : books.directory.revisions.content(revision);
  }

  /// Store time in microseconds: the horizon, which everything readable is due by.
  public long time() {
    Books books = committer.books();
    return books == null ? 0 : books.horizon();
  }

  /// Whether the store is open: it is not while it opens itself again.
  public boolean isOpen() {
    return committer.books() != null;
  }

  /// Bytes that the disk can still take before nothing more is accepted; below 0 nothing is.
  public long spareDiskBytes() {
    return committer.spareDiskBytes();
  }

  /// Whether nothing is accepted because the disk has less free than it must.
  public boolean isShortOfDisk() {
    return committer.isShortOfDisk();
  }

  /// How often, since the start, the older request ids were forgotten early.
  public long marksForgotten() {
    Books books = committer.books();
    return books == null ? 0 : books.seen.forgotten();
  }

  /// What the disk takes for a write of late that was quick.
  public long quickWriteNanos() {
    return committer.quickWriteNanos();
  }

  /// Why nothing is accepted now; empty when all is well.
  public String trouble() {
    return committer.trouble();
  }

  /// Has nothing more accepted until it is told otherwise, or starts anew.
  public void drain(boolean isWanted) {
    committer.drain(isWanted);
  }

  /// Every connection's account, by name; a former one's while it owes something.
  public List<LedgerLine> ledger() {
    Books books = committer.books();
    return books == null ? List.of() : books.lines();
  }

  /// Every connection's number, by what people call it; a former one's while it owes something.
  public Map<String, Integer> connections() {
    Books books = committer.books();
    return books == null ? Map.of() : books.accounts();
  }

  /// How many events of a connection Firehose took.
  public long delivered(int connection) {
    return counted(connection, Ledger.DELIVERED);
  }

  /// What a connection holds, in bytes: what waits, open sessions and dead letters, and what was
  /// submitted and is to be written.
  public long heldBytes(int connection) {
    return committer.underway(connection)
        + counted(connection, Ledger.PENDING_BYTES)
        + counted(connection, Ledger.SESSION_BYTES)
        + counted(connection, Ledger.DEAD_BYTES);
  }

  private long counted(int connection, String counter) {
    Books books = committer.books();
    return books == null ? 0 : books.ledger.get(connection, counter);
  }

  /// Counts all that waits against the ledger, at one moment, while the service goes on. Takes as
  /// long as reading it: not for threads that others wait for.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public List<Audit> audit() throws IOException {
    return reading(books -> {
      try (TablesView view = books.tables.view()) {
        return Audit.of(view, books.accounts(), () -> committer.books() != books);
      }
    });
  }

  /// Where something of batches lies, by their sequences, while the service goes on. Takes as long
  /// as reading all that waits: not for threads that others wait for.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public List<Whereabouts> whereabouts(long first, long last) throws IOException {
    return reading(books -> {
      try (TablesView view = books.tables.view()) {
        return Whereabouts.of(
            view, first, last, books.accounts(), () -> committer.books() != books);
      }
    });
  }

  /// Lays down what lies here now, see [Tables#checkpoint].
  void checkpoint(Path directory) throws IOException {
    reading(books -> {
      books.tables.checkpoint(directory);
      return true;
    });
  }

  /// Ends the committer after the write under way, and closes the tables.
  @Override
  public void close() {
    if (loop.close(Duration.ofSeconds(10))) {
      committer.close();
    }
  }
}
