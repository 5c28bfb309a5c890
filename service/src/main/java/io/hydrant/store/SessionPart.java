package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a row of kind [Row.Kind#SESSION] says: a closed session, or a part of one, whose fragments
/// lie where they lay while it was open.
///
/// @param first sequence of its first fragment
/// @param last sequence of its last fragment
/// @param fragmentBytes what its fragments take on disk, keys included
public record SessionPart(Hash group, Hash session, long first, long last, long fragmentBytes) {
  private static final int BYTES = 16 + 16 + 8 + 8 + 8;

  Bytes payload() {
    return Bytes.of(
        ByteBuffer.allocate(BYTES)
            .putLong(group.high())
            .putLong(group.low())
            .putLong(session.high())
            .putLong(session.low())
            .putLong(first)
            .putLong(last)
            .putLong(fragmentBytes)
            .array());
  }

  /// The same when some of its fragments are gone, which took so many bytes.
  SessionPart without(long bytes) {
    return new SessionPart(group, session, first, last, fragmentBytes - bytes);
  }

  /// Reads the payload of a row.
  public static SessionPart of(Row row) {
    Bytes payload = row.payload();
    return of(ByteBuffer.wrap(payload.array(), payload.offset(), BYTES));
  }

  static SessionPart of(ByteBuffer in) {
    return new SessionPart(
        new Hash(in.getLong(), in.getLong()),
        new Hash(in.getLong(), in.getLong()),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  SessionKey key(int connection) {
    return new SessionKey(connection, group, session);
  }

  /// Whether it has a fragment of one of these sequences.
  boolean hasAny(TablesView tables, int connection, long from, long to) throws IOException {
    SessionKey session = key(connection);
    byte[] begin = session.at(Math.max(from, first));
    try (TablesView.Cursor cursor =
        tables.scan(Family.SESSIONS, begin, session.at(Math.min(to, last) + 1))) {
      return cursor.valid();
    }
  }

  /// Its fragments, as rows in the place of the session's, in order.
  ///
  /// @param at where the session's row lies
  List<Row> fragments(TablesView tables, WaitingKey at) throws IOException {
    SessionKey session = key(at.connection());
    List<Row> rows = new ArrayList<>();
    try (TablesView.Cursor cursor =
        tables.scan(Family.SESSIONS, session.at(first), session.at(last + 1))) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        WaitingKey place =
            new WaitingKey(
                at.connection(), at.due(), at.group(), SessionKey.sequence(key), SessionKey.n(key));
        rows.add(RowValue.row(place, cursor.value()));
      }
    }
    return rows;
  }
}
