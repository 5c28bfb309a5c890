package io.hydrant.store;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a connection's delivery loop settles in one write: rows that are gone, rows that wait
/// again, and what of it was delivered. All of it happens or nothing.
///
/// @param opening under which the rows were read; the strike of an earlier one is refused
/// @param gone what is not there any more
/// @param head everything of the connection below it is gone; null: the head stays
/// @param again rows that replace some of those that are gone, with a later due
/// @param delivered what the ledger moves from waiting to delivered
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed, which always means a new opening
public record Strike(
    Opening opening,
    Gone gone,
    @Nullable WaitingKey head,
    List<Again> again,
    int delivered,
    Consumer<Boolean> then)
    implements Order {
  public Strike {
    again = List.copyOf(again);
  }

  /// The connection's number.
  public int connection() {
    return opening.connection();
  }

  /// Rows that are gone.
  ///
  /// @param keys those to delete: the ones below the head need not be named
  /// @param sessions closed sessions whose rows are gone: their fragments go with them
  /// @param bytes stored bytes of all of them, replaced ones included
  public record Gone(List<WaitingKey> keys, List<SessionPart> sessions, long bytes) {
    public Gone {
      keys = List.copyOf(keys);
      sessions = List.copyOf(sessions);
    }
  }

  /// A row put again.
  ///
  /// @param key the row's old key; only its due changes
  /// @param value what is left of it
  /// @param delayMicros from now to its new due, of store time
  public record Again(WaitingKey key, RowValue value, long delayMicros) {}
}
