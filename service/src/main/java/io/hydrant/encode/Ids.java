package io.hydrant.encode;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/// Ids as pure functions of where content came from: the same after any crash, never the same for
/// other content. The store id keeps a reinstalled node from repeating those of the old one, which
/// readers that dedupe would drop. Immutable, safe for many threads.
final class Ids {
  /// The position of a message that is not of a single event.
  static final int MERGED = -1;

  private static final int ORIGIN_BYTES = 16 + 4 + 16 + 8 + 4 + 8 + 4 + 4;
  private static final int ALIAS_BYTES = 16 + 4 + 8 + 3 * 4;
  private static final int POSITION_BITS = 20;

  private final UUID storeId;
  private final int connection;

  Ids(UUID storeId, int connection) {
    this.storeId = storeId;
    this.connection = connection;
  }

  /// The id of a message.
  ///
  /// @param position of a single event in its batch; [#MERGED] for others
  UUID message(Hash group, Part first, Part last, int position) {
    return id(group, first.sequence(), first.n(), last.sequence(), last.n(), position);
  }

  /// The id of a message that was a row from the beginning.
  UUID message(Hash group, long sequence, int n) {
    return id(group, sequence, n, sequence, n, MERGED);
  }

  private UUID id(
      Hash group, long firstSequence, int firstN, long lastSequence, int lastN, int position) {
    ByteBuffer origin =
        ByteBuffer.allocate(ORIGIN_BYTES)
            .putLong(storeId.getMostSignificantBits())
            .putLong(storeId.getLeastSignificantBits())
            .putInt(connection)
            .putLong(group.high())
            .putLong(group.low())
            .putLong(firstSequence)
            .putInt(firstN)
            .putLong(lastSequence)
            .putInt(lastN)
            .putInt(position);
    return uuid(origin.array());
  }

  /// The id of an alias, which has no sequence when it is encoded.
  UUID alias(Alias alias) {
    Bytes input = Bytes.utf8(alias.origin().input());
    Bytes requestId = alias.requestId() == null ? Bytes.EMPTY : alias.requestId();
    Bytes data = alias.data();
    ByteBuffer origin =
        ByteBuffer.allocate(ALIAS_BYTES + input.length() + requestId.length() + data.length())
            .putLong(storeId.getMostSignificantBits())
            .putLong(storeId.getLeastSignificantBits())
            .putInt(connection)
            .putLong(alias.origin().receivedMillis());
    for (Bytes part : List.of(input, requestId, data)) {
      origin.putInt(part.length()).put(part.array(), part.offset(), part.length());
    }
    return uuid(origin.array());
  }

  private static UUID uuid(byte[] origin) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(origin));
    // RFC 9562: version 8 is for such uses; variant 10.
    long high = (digest.getLong() & ~0xf000L) | 0x8000L;
    long low = (digest.getLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /// The `batch_id` of a message whose batches brought none that could stand for it.
  static long batch(UUID message) {
    return mix(message.getMostSignificantBits() ^ mix(message.getLeastSignificantBits()));
  }

  /// The `event_id` of an event that came without one. No two events of a store share one: each
  /// step is a bijection, and a request is too small for 2^20 events.
  long event(long sequence, int position) {
    long origin = (sequence << POSITION_BITS) + position;
    return mix(mix(origin ^ storeId.getMostSignificantBits()) ^ storeId.getLeastSignificantBits());
  }

  /// A bijection that spreads every bit over all: the finalizer of MurmurHash3.
  private static long mix(long bits) {
    long mixed = bits;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
