package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where dead letters lie, and where a person or a setting says what becomes of them. Safe for many
/// threads.
///
/// What is done with them is done in steps, each one write: after a crash it goes on where it was.
public final class DeadLetterOffice {
  /// Between two looks whether the tables are to be closed.
  private static final int LOOKED_AT_MAX = 10_000;

  private final Committer committer;
  private final Consumer<Order> orders;
  private final Reading.Reader reader;

  /// @param orders takes what is asked of the committer
  DeadLetterOffice(Committer committer, Consumer<Order> orders, Reading.Reader reader) {
    this.committer = committer;
    this.orders = orders;
    this.reader = reader;
  }

  /// How many dead letters are meant.
  ///
  /// @param letters how many
  /// @param events what the ledger counts for them
  /// @param bytes what they take
  /// @param leftOut messages of audiences that are not among them, being [Overtaken]
  public record Count(long letters, long events, long bytes, long leftOut) {}

  /// Dead letters that are meant, in the order in which they were given up, without what they
  /// carry.
  ///
  /// @param from where to begin; null is at the beginning
  /// @param lettersMax at most so many, and fewer when too many others lie between
  /// @throws IOException when reading failed, or the store is not open
  public DeadPage list(DeadSelection selection, @Nullable DeadKey from, int lettersMax)
      throws IOException {
    return reader.read(books -> page(books, selection, from, lettersMax));
  }

  private static DeadPage page(
      Books books, DeadSelection selection, @Nullable DeadKey from, int lettersMax)
      throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    int lookedAt = 0;
    byte[] first = from == null ? selection.from() : from.bytes();
    try (TablesView.Cursor cursor = books.tables.scan(Family.DEAD, first, selection.to())) {
      for (; cursor.valid(); cursor.next()) {
        DeadKey key = DeadKey.of(cursor.key());
        if (letters.size() >= lettersMax || lookedAt++ >= LOOKED_AT_MAX) {
          return new DeadPage(letters, key);
        }
        DeadLetter letter = DeadLetter.head(key, cursor.value());
        if (selection.means(letter)) {
          letters.add(letter);
        }
      }
    }
    return new DeadPage(letters, null);
  }

  /// Counts those that a work would be about. Takes as long as reading them.
  ///
  /// @param overtaken which messages of audiences a replay leaves out
  /// @throws IOException when reading failed, or the store is not open
  public Count count(DeadWork.Kind kind, DeadSelection selection, Overtaken overtaken)
      throws IOException {
    long letters = 0;
    long events = 0;
    long bytes = 0;
    long leftOut = 0;
    DeadPage page = list(selection, null, LOOKED_AT_MAX);
    while (true) {
      for (DeadLetter letter : page.letters()) {
        if (isLeftOut(kind, letter, overtaken)) {
          leftOut++;
        } else {
          letters++;
          events += letter.row().count();
          bytes += letter.storedBytes();
        }
      }
      if (page.next() == null) {
        return new Count(letters, events, bytes, leftOut);
      }
      page = list(selection, page.next(), LOOKED_AT_MAX);
    }
  }

  private boolean isLeftOut(DeadWork.Kind kind, DeadLetter letter, Overtaken overtaken)
      throws IOException {
    if (letter.row().kind() != Row.Kind.AUDIENCE) {
      return false;
    }
    return reader.read(books -> {
      byte[] value = books.tables.get(Family.DEAD, letter.key().bytes());
      return value != null && DeadLetters.isLeftOut(kind, letter, value, overtaken, books);
    });
  }

  /// One dead letter with what it carries; null when it is not there any more.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public @Nullable DeadLetter letter(DeadKey key) throws IOException {
    return reader.read(books -> {
      byte[] value = books.tables.get(Family.DEAD, key.bytes());
      return value == null ? null : DeadLetter.of(key, value);
    });
  }

  /// What is being done now.
  public Collection<DeadWork> works() {
    Books books = committer.books();
    return books == null ? List.of() : books.works.all();
  }

  /// Begins to have dead letters wait again, or to throw them away.
  ///
  /// @param then called once on the committer's thread
  public void begin(DeadWork work, Consumer<DeadBegun> then) {
    orders.accept(new DeadOrder.Begin(work, then));
  }

  /// Does a step of a connection's work.
  ///
  /// @param lettersMax at most so many, but those of one group together
  /// @param overtaken which messages of audiences a replay leaves out
  /// @param then called once on the committer's thread: what was done; null when the store failed
  public void advance(
      int connection, int lettersMax, Overtaken overtaken, Consumer<@Nullable DeadStep> then) {
    orders.accept(new DeadOrder.Advance(connection, lettersMax, overtaken, then));
  }

  /// Throws away what was given up before a time, by an explicit setting.
  ///
  /// @param before store time in microseconds
  /// @param then called once on the committer's thread: how many letters were; null when the store
  ///   failed
  public void expire(
      int connection, long before, int lettersMax, Consumer<@Nullable Integer> then) {
    orders.accept(new DeadOrder.Expire(connection, before, lettersMax, then));
  }

  /// Whether a connection has any.
  public boolean isEmpty(int connection) {
    Books books = committer.books();
    return books == null || books.ledger.get(connection, Ledger.DEAD) == 0;
  }
}
