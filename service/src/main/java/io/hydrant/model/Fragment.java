package io.hydrant.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one connection's settings left of one batch, in the binary form in which it waits: encoding
/// it is concatenation, and merging looks only into objects that several batches bring.
///
/// ```
/// format 1 · flags 1 · channel 1 · count 4 · revision 4 · received 8
/// group key, input
/// batch id, partner, identity list · members · identities · changes   (rows of positions)
/// the bytes those rows point into
/// events (rows) · the bytes of the events
/// ```
///
/// Rows are of [Varint]s, so that a stored fragment is hardly longer than what it carries.
/// Immutable, safe for many threads.
public final class Fragment {
  static final byte FORMAT = 2;
  static final int HISTORICAL = 1;
  static final int DEVELOPMENT = 2;
  static final int IDENTITY_OBJECT = 4;
  static final int IDENTITY_LIST = 8;

  private static final int FLAGS_AT = 1;
  private static final int CHANNEL_AT = 2;
  private static final int COUNT_AT = 3;
  private static final int REVISION_AT = 7;
  private static final int RECEIVED_AT = 11;
  static final int HEADER_BYTES = 19;

  private final Bytes stored;
  private final ByteBuffer header;
  private @Nullable FragmentParts parts;

  private Fragment(Bytes stored) {
    this.stored = stored;
    this.header = ByteBuffer.wrap(stored.array(), stored.offset(), stored.length()).slice();
  }

  /// Reads the stored form.
  ///
  /// @throws IllegalArgumentException when these bytes are not a fragment of a known format
  public static Fragment of(Bytes stored) {
    if (stored.length() <= HEADER_BYTES || stored.at(0) != FORMAT) {
      throw new IllegalArgumentException("no fragment of format " + FORMAT + ": " + stored);
    }
    return new Fragment(stored);
  }

  /// The stored form.
  public Bytes stored() {
    return stored;
  }

  /// The number of the content settings it was accepted with.
  public int revision() {
    return header.getInt(REVISION_AT);
  }

  /// What the ledger counts for it: its events, or one when it has none.
  public int count() {
    return header.getInt(COUNT_AT);
  }

  /// Wall clock at receipt, Unix milliseconds.
  public long receivedMillis() {
    return header.getLong(RECEIVED_AT);
  }

  public Channel channel() {
    return Channel.of(stored.at(CHANNEL_AT));
  }

  public boolean historical() {
    return is(HISTORICAL);
  }

  /// Whether it is of the development environment, else of production.
  public boolean development() {
    return is(DEVELOPMENT);
  }

  /// Whether the batch brought `user_identities` as an object.
  public boolean hasIdentityObject() {
    return is(IDENTITY_OBJECT);
  }

  /// Whether the batch brought `user_identities` as an array.
  public boolean hasIdentityList() {
    return is(IDENTITY_LIST);
  }

  private boolean is(int flag) {
    return (stored.at(FLAGS_AT) & flag) != 0;
  }

  /// The clear group key: what its hash stands for, so that a collision merges nobody.
  public Bytes groupKey() {
    ByteBuffer in = in();
    int length = Varint.get(in);
    int at = in.position() - stored.offset();
    return stored.slice(at, at + length);
  }

  /// The name of the input that its batch came through.
  public String input() {
    ByteBuffer in = skip(in());
    int length = Varint.get(in);
    int at = in.position() - stored.offset();
    return stored.slice(at, at + length).text();
  }

  /// How many events it carries.
  public int eventCount() {
    return parts().events();
  }

  /// Where its parts lie.
  ///
  /// @throws IllegalArgumentException when its bytes are damaged
  public FragmentParts parts() {
    FragmentParts known = parts;
    if (known == null) {
      try {
        known = new FragmentParts(stored.array(), skip(skip(in())));
      } catch (BufferUnderflowException e) {
        throw new IllegalArgumentException("a fragment cut short: " + stored, e);
      }
      parts = known;
    }
    return known;
  }

  /// The same fragment with some of its events only.
  ///
  /// @param indexes which of its [#eventCount()] events, ascending, at least one
  public Fragment remainder(List<Integer> indexes) {
    FragmentParts all = parts();
    FragmentRows rows = new FragmentRows();
    for (int index : indexes) {
      rows.event(all, index);
    }
    int head = all.eventsSection() - stored.offset();
    ByteBuffer out = ByteBuffer.allocate(head + rows.bytesMax());
    out.put(stored.array(), stored.offset(), head);
    rows.write(out);
    for (int index : indexes) {
      int start = all.eventStart(index);
      out.put(all.array(), start, all.eventEnd(index) - start);
    }
    out.putInt(COUNT_AT, indexes.size());
    return of(Bytes.of(out.array(), 0, out.position()));
  }

  /// The same view behind bytes that say how many they are.
  private static ByteBuffer skip(ByteBuffer in) {
    int length = Varint.get(in);
    return in.position(in.position() + length);
  }

  /// A view of the stored form behind the header.
  private ByteBuffer in() {
    ByteBuffer in = ByteBuffer.wrap(stored.array());
    return in.limit(stored.offset() + stored.length()).position(stored.offset() + HEADER_BYTES);
  }

  /// How much it is, never what it says.
  @Override
  public String toString() {
    return count() + " events in " + stored;
  }
}
