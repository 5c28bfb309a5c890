package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Goes through the store and forgets those who are to be forgotten: what is known of users, dead
/// letters, open sessions, what waits and has no loop, and in the end what lies on the disk though
/// it was deleted. Where it is lies in the store. One thread's.
public final class ErasureSweep {
  /// What is of people. Keys hold nothing but keyed hashes.
  private static final List<Family> PERSONAL =
      List.of(
          Family.WAITING,
          Family.SESSIONS,
          Family.DEAD,
          Family.MEMBERS,
          Family.IDENTITIES,
          Family.REJECTED);

  private final ErasureOffice office;
  private final Recall recall;
  private Sweep.@Nullable Stage stage;
  private int opening;

  /// The version of the coverage that loops must have landed at.
  private long landing;

  /// The sweep that loops must have made. Each has its own, though nobody else be covered: sessions
  /// were closed since the one before.
  private long sweeping;

  /// Connections without a loop that were looked through.
  private final Set<Integer> walked = new HashSet<>();

  private @Nullable WaitingKey at;

  ErasureSweep(ErasureOffice office, Recall recall) {
    this.office = office;
    this.recall = recall;
  }

  /// What comes after a step.
  public enum Next {
    /// Nobody is to be forgotten.
    NOTHING,
    /// Another step, at once.
    ANOTHER,
    /// Another step once the store has answered.
    ANSWER,
    /// Another step once loops have come further.
    LOOPS,
    /// [#purge].
    PURGE
  }

  /// Does a step, or asks for one.
  ///
  /// @param then called once on the committer's thread if it was asked for
  /// @throws IOException when reading failed, or the store is not open
  public Next step(long nowMillis, Consumer<Boolean> then) throws IOException {
    return office.read(books -> step(books, nowMillis, then));
  }

  private Next step(Books books, long nowMillis, Consumer<Boolean> then) throws IOException {
    Sweep sweep = books.erasures.sweep();
    Coverage coverage = books.erasures.coverage();
    if (sweep == null) {
      return coverage.isEmpty()
          ? Next.NOTHING
          : ask(null, Sweep.at(Sweep.Stage.MEMBERS), List.of(), nowMillis, then);
    }
    if (stage != sweep.stage() || opening != books.opening) {
      stage = sweep.stage();
      opening = books.opening;
      landing = coverage.version();
      sweeping = Math.max(sweeping + 1, (long) opening << Integer.SIZE);
      walked.clear();
      at = null;
      // More may be covered than when they last looked.
      office.wakeLoops();
    }
    Bytes from = sweep.cursor();
    return switch (sweep.stage()) {
      case MEMBERS ->
          ask(sweep, ErasureLook.members(books, coverage, recall, from), nowMillis, then);
      case LANDING ->
          numbers(books).allMatch(this::hasLanded)
              ? ask(sweep, Sweep.at(Sweep.Stage.DEAD), List.of(), nowMillis, then)
              : Next.LOOPS;
      case DEAD -> ask(sweep, ErasureLook.dead(books, coverage, from), nowMillis, then);
      case SESSIONS -> ask(sweep, ErasureLook.sessions(books, coverage, from), nowMillis, then);
      case WAITING -> waiting(books, sweep, nowMillis, then);
      case PURGE -> Next.PURGE;
    };
  }

  private static IntStream numbers(Books books) {
    return books.directory.roster.labels().values().stream().mapToInt(number -> number);
  }

  private boolean hasLanded(int connection) {
    return !office.hasLoop(connection) || office.hasLanded(connection, landing);
  }

  private Next waiting(Books books, Sweep sweep, long nowMillis, Consumer<Boolean> then)
      throws IOException {
    office.wantSweep(sweeping);
    boolean isDone = true;
    for (int number : numbers(books).toArray()) {
      if (office.hasLoop(number)) {
        isDone &= office.hasSwept(number, sweeping);
      } else if (!walked.contains(number)) {
        return walk(books, sweep, number, nowMillis, then);
      }
    }
    if (!isDone) {
      return Next.LOOPS;
    }
    office.wantSweep(ErasureOffice.NO_SWEEP);
    return ask(sweep, Sweep.at(Sweep.Stage.PURGE), List.of(), nowMillis, then);
  }

  private Next walk(Books books, Sweep sweep, int number, long nowMillis, Consumer<Boolean> then)
      throws IOException {
    boolean isUnderWay = at != null && at.connection() == number;
    WaitingKey from = isUnderWay && at != null ? at : books.heads.head(number);
    ErasureOffice.Piece piece = ErasureLook.waiting(books.tables, books.erasures.coverage(), from);
    at = piece.next();
    if (at == null) {
      walked.add(number);
    }
    if (piece.covered().isEmpty()) {
      return Next.ANOTHER;
    }
    List<Bytes> keys = piece.covered().stream().map(key -> Bytes.of(key.bytes())).toList();
    return ask(sweep, sweep, keys, nowMillis, then);
  }

  private Next ask(Sweep sweep, ErasureLook look, long nowMillis, Consumer<Boolean> then) {
    Bytes next = look.next();
    Sweep after = next == null ? Sweep.at(sweep.stage().next()) : new Sweep(sweep.stage(), next);
    return ask(sweep, after, look.keys(), nowMillis, then);
  }

  private Next ask(
      @Nullable Sweep before,
      @Nullable Sweep after,
      List<Bytes> keys,
      long nowMillis,
      Consumer<Boolean> then) {
    office.order(new EraseOrder.Step(before, after, keys, recall, nowMillis, then));
    return Next.ANSWER;
  }

  /// Those that are looked through for.
  public List<Erasure> underWay() {
    return office.coverage().erasures().stream()
        .filter(erasure -> erasure.stage() == Erasure.Stage.SWEEPING)
        .toList();
  }

  /// Takes what was deleted off the disk: takes as long as writing anew what is there.
  ///
  /// @return whether it is done; else it is to be done again
  /// @throws IOException when it failed, or the store is not open
  public boolean purge() throws IOException {
    return office.read(books -> books.tables.purge(PERSONAL));
  }

  /// Ends those erasures that were looked through for.
  public void end(long nowMillis, Consumer<Boolean> then) {
    ask(Sweep.at(Sweep.Stage.PURGE), null, List.of(), nowMillis, then);
  }
}
