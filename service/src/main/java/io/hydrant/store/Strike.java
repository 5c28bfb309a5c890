package io.hydrant.store;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a connection's delivery loop settles in one write: rows that are gone, and what became of
/// them. All of it happens or nothing.
///
/// @param opening under which the rows were read; the strike of an earlier one is refused
/// @param gone what is not there any more
/// @param head everything of the connection below it is gone; null: the head stays
/// @param fate what became of what is gone
/// @param tried how long the connection could have sent, see [Opening#tried()]
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed, which always means a new opening
public record Strike(
    Opening opening,
    Gone gone,
    @Nullable WaitingKey head,
    Fate fate,
    long tried,
    Consumer<Boolean> then)
    implements Order {

  /// The connection's number.
  public int connection() {
    return opening.connection();
  }

  /// Rows that are gone.
  ///
  /// @param keys those to delete: the ones below the head need not be named
  /// @param sessions closed sessions whose rows are gone: their fragments go with them, unless the
  ///   row is a dead letter now
  /// @param bytes stored bytes of all of them, replaced ones included
  public record Gone(List<WaitingKey> keys, List<SessionPart> sessions, long bytes) {
    public Gone {
      keys = List.copyOf(keys);
      sessions = List.copyOf(sessions);
    }
  }

  /// What became of the rows that are gone.
  ///
  /// @param delivered what the ledger moves from waiting to delivered
  /// @param again rows that replace some of them, with a later due
  /// @param dead rows that were given up
  public record Fate(int delivered, List<Again> again, List<Dead> dead) {
    public Fate {
      again = List.copyOf(again);
      dead = List.copyOf(dead);
    }

    /// All of them were taken.
    public static Fate delivered(int count) {
      return new Fate(count, List.of(), List.of());
    }
  }

  /// A row put again.
  ///
  /// @param key the row's old key; only its due changes
  /// @param value what is left of it
  /// @param delayMicros from now to its new due, of store time
  public record Again(WaitingKey key, RowValue value, long delayMicros) {}

  /// A row given up: a dead letter from now on.
  ///
  /// @param key the row's old key
  /// @param value what is given up of it
  /// @param lastError what came of it last: a code and few words, never content
  public record Dead(WaitingKey key, RowValue value, DeadCause cause, String lastError) {}
}
