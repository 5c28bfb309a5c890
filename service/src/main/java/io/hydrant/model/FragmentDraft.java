package io.hydrant.model;

import io.hydrant.json.JsonOutput;
import java.nio.ByteBuffer;

/// A fragment in the making, before it is known whom it waits with: its parts are written to
/// [#content()] one after the other and named by the positions at which they begin; each ends where
/// the content ends when it is named. Events come last. Not safe for many threads.
public final class FragmentDraft {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final Origin origin;
  private final boolean development;
  private final JsonOutput content;
  private final Ints members = new Ints();
  private final Ints identities = new Ints();
  private final Ints changes = new Ints();
  private final FragmentRows events = new FragmentRows();
  private final int[] ranges = new int[6];
  private int flags;
  private int headBytes;

  /// @param room bytes that the content will probably take
  public FragmentDraft(Origin origin, boolean development, int room) {
    this.origin = origin;
    this.development = development;
    this.content = new JsonOutput(room);
    String partner = origin.partner();
    if (partner == null) {
      content.put(NULL);
    } else {
      content.string(partner);
    }
    range(2, 0);
  }

  /// Wall clock at the batch's receipt, Unix milliseconds.
  public long receivedMillis() {
    return origin.receivedMillis();
  }

  /// Where the parts are written.
  public JsonOutput content() {
    return content;
  }

  /// The digits from `start` are the batch's own id.
  public void batchId(int start) {
    range(0, start);
  }

  /// The array from `start` is the `user_identities`.
  public void identityList(int start) {
    range(4, start);
    flags |= Fragment.IDENTITY_LIST;
  }

  /// The `user_identities` are an object, told by [#identity].
  public void identityObject() {
    flags |= Fragment.IDENTITY_OBJECT;
  }

  /// From `start` on lies a member: its name, a colon and its value.
  public void member(Merging merging, int start, int value) {
    members.add(merging.stored(), start, value, head());
  }

  /// From `start` on lie an identity's type and its value.
  public void identity(int start, int value) {
    identities.add(start, value, head());
  }

  /// From `start` on lie a changed identity's type, its value and when it changed.
  public void change(int start, int value, int timestamp) {
    changes.add(start, value, timestamp, head());
  }

  /// From `start` on lies an event.
  ///
  /// @param position the event's place in its batch, from 0
  /// @param idAt where the digits of its `event_id` are missing; -1: nowhere
  /// @param locationStart where its location with latitude and longitude begins; -1: it has none
  /// @param locationEnd behind that location
  public void event(int start, int position, int idAt, int locationStart, int locationEnd) {
    events.event(
        content.length() - start,
        position,
        idAt < 0 ? idAt : idAt - start,
        locationStart < 0 ? locationStart : locationStart - start,
        locationStart < 0 ? locationStart : locationEnd - start);
  }

  private int head() {
    headBytes = content.length();
    return headBytes;
  }

  private void range(int index, int start) {
    ranges[index] = start;
    ranges[index + 1] = head();
  }

  /// What the ledger counts: events, or one for a batch without events.
  public int count() {
    return Math.max(1, events.count());
  }

  /// The fragment.
  ///
  /// @param revision number of the content settings it was selected with
  /// @param groupKey the clear group key; empty when it waits with nobody
  public Fragment finish(int revision, Bytes groupKey) {
    Bytes input = Bytes.utf8(origin.input());
    int numbers = ranges.length + members.size() + identities.size() + changes.size() + 7;
    ByteBuffer out =
        ByteBuffer.allocate(
            Fragment.HEADER_BYTES
                + groupKey.length()
                + input.length()
                + Varint.BYTES_MAX * numbers
                + headBytes
                + events.bytesMax());
    int all = flags;
    all |= origin.historical() ? Fragment.HISTORICAL : 0;
    all |= development ? Fragment.DEVELOPMENT : 0;
    out.put(Fragment.FORMAT).put((byte) all).put((byte) origin.channel().stored());
    out.putInt(count()).putInt(revision).putLong(origin.receivedMillis());
    counted(out, groupKey);
    counted(out, input);
    for (int position : ranges) {
      Varint.put(out, position);
    }
    rows(out, members, FragmentParts.MEMBER);
    rows(out, identities, FragmentParts.IDENTITY);
    rows(out, changes, FragmentParts.CHANGE);
    Varint.put(out, headBytes);
    replaceLineBreaks();
    out.put(content.array(), 0, headBytes);
    events.write(out);
    out.put(content.array(), headBytes, content.length() - headBytes);
    return Fragment.of(Bytes.of(out.array(), 0, out.position()));
  }

  private static void counted(ByteBuffer out, Bytes bytes) {
    Varint.put(out, bytes.length());
    out.put(bytes.array(), bytes.offset(), bytes.length());
  }

  private static void rows(ByteBuffer out, Ints rows, int width) {
    Varint.put(out, rows.size() / width);
    for (int i = 0; i < rows.size(); i++) {
      Varint.put(out, rows.get(i));
    }
  }

  /// A line break, which in JSON can only be white space between tokens, becomes a space: a message
  /// must not contain the delimiter that ends it.
  private void replaceLineBreaks() {
    byte[] array = content.array();
    for (int i = 0; i < content.length(); i++) {
      if (array[i] == '\n' || array[i] == '\r') {
        array[i] = ' ';
      }
    }
  }
}
