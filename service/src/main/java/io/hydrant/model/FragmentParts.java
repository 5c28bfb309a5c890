package io.hydrant.model;

import java.nio.ByteBuffer;

/// Where the parts of a fragment lie in its bytes. All positions are indexes of [#array()].
/// Immutable, safe for many threads.
public final class FragmentParts {
  /// No such place.
  public static final int NONE = -1;

  static final int MEMBER = 4;
  static final int IDENTITY = 3;
  static final int CHANGE = 4;
  private static final int EVENT = 6;

  private final byte[] array;
  private final Bytes batchId;
  private final Bytes partner;
  private final Bytes identityList;
  private final int[] members;
  private final int[] identities;
  private final int[] changes;
  private final int[] events;
  private final int headBytes;
  private final int eventsSection;

  /// @param in a view of `array` that stands behind the group key
  FragmentParts(byte[] array, ByteBuffer in) {
    this.array = array;
    int[][] ranges = {row(in, 2), row(in, 2), row(in, 2)};
    this.members = rows(in, MEMBER);
    this.identities = rows(in, IDENTITY);
    this.changes = rows(in, CHANGE);
    this.headBytes = Varint.get(in);
    int head = in.position();
    this.batchId = range(ranges[0], head);
    this.partner = range(ranges[1], head);
    this.identityList = range(ranges[2], head);
    shift(members, head, MEMBER, 1);
    shift(identities, head, IDENTITY, 0);
    shift(changes, head, CHANGE, 0);
    this.eventsSection = head + headBytes;
    if (headBytes < 0 || headBytes > in.remaining()) {
      throw new IllegalArgumentException(headBytes + " bytes of " + in.remaining());
    }
    in.position(eventsSection);
    this.events = events(in);
  }

  private static int[] row(ByteBuffer in, int width) {
    int[] row = new int[width];
    for (int i = 0; i < width; i++) {
      row[i] = Varint.get(in);
    }
    return row;
  }

  private static int[] rows(ByteBuffer in, int width) {
    return row(in, count(in) * width);
  }

  /// A number of rows, each of a byte at least.
  private static int count(ByteBuffer in) {
    int count = Varint.get(in);
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException(count + " rows in " + in.remaining() + " bytes");
    }
    return count;
  }

  private static void shift(int[] rows, int by, int width, int from) {
    for (int i = 0; i < rows.length; i++) {
      if (i % width >= from) {
        rows[i] += by;
      }
    }
  }

  private Bytes range(int[] range, int head) {
    return Bytes.of(array, head + range[0], range[1] - range[0]);
  }

  private static int[] events(ByteBuffer in) {
    int count = count(in);
    int[] events = new int[count * EVENT];
    for (int at = 0; at < events.length; at += EVENT) {
      events[at + 1] = Varint.get(in);
      for (int field = 2; field < EVENT; field++) {
        events[at + field] = Varint.get(in) - 1;
      }
    }
    int start = in.position();
    for (int at = 0; at < events.length; at += EVENT) {
      events[at] = start;
      events[at + 1] += start;
      for (int field = 3; field < EVENT; field++) {
        events[at + field] += events[at + field] == NONE ? 0 : start;
      }
      start = events[at + 1];
    }
    if (start != in.limit()) {
      throw new IllegalArgumentException("events end at " + start + " of " + in.limit());
    }
    return events;
  }

  /// The bytes the positions point into; for reading only.
  public byte[] array() {
    return array;
  }

  /// The digits of the batch's own id; empty when it brought none.
  public Bytes batchId() {
    return batchId;
  }

  /// The feed's name as a JSON string, or `null`.
  public Bytes partner() {
    return partner;
  }

  /// The `user_identities` that came as an array; empty when they did not.
  public Bytes identityList() {
    return identityList;
  }

  /// How many members of the batch pass, besides those that every message has.
  public int members() {
    return members.length / MEMBER;
  }

  public Merging merging(int member) {
    return Merging.of(members[member * MEMBER]);
  }

  /// Where the member begins: the opening quote of its name. A colon and the value follow.
  public int memberStart(int member) {
    return members[member * MEMBER + 1];
  }

  /// The member's name, quoted.
  public Bytes memberName(int member) {
    return bytes(memberStart(member), members[member * MEMBER + 2] - 1);
  }

  public Bytes memberValue(int member) {
    return bytes(members[member * MEMBER + 2], memberEnd(member));
  }

  public int memberEnd(int member) {
    return members[member * MEMBER + 3];
  }

  /// How many identities with a value came as an object.
  public int identities() {
    return identities.length / IDENTITY;
  }

  /// The identity's type, quoted.
  public Bytes identityType(int identity) {
    return bytes(identities[identity * IDENTITY], identities[identity * IDENTITY + 1]);
  }

  public Bytes identity(int identity) {
    return bytes(identities[identity * IDENTITY + 1], identities[identity * IDENTITY + 2]);
  }

  /// How many changes of identities with a timestamp the batch reported, forwarded or not.
  public int changes() {
    return changes.length / CHANGE;
  }

  /// The type of the changed identity, quoted.
  public Bytes changedType(int change) {
    return bytes(changes[change * CHANGE], changes[change * CHANGE + 1]);
  }

  public Bytes changedIdentity(int change) {
    return bytes(changes[change * CHANGE + 1], changes[change * CHANGE + 2]);
  }

  public Bytes changedAt(int change) {
    return bytes(changes[change * CHANGE + 2], changes[change * CHANGE + 3]);
  }

  /// How many events pass.
  public int events() {
    return events.length / EVENT;
  }

  public int eventStart(int event) {
    return events[event * EVENT];
  }

  public int eventEnd(int event) {
    return events[event * EVENT + 1];
  }

  /// The event's place in its batch, from 0.
  public int eventPosition(int event) {
    return events[event * EVENT + 2];
  }

  /// Where the digits of its `event_id` are missing; [#NONE] when it brought one.
  public int eventIdAt(int event) {
    return events[event * EVENT + 3];
  }

  /// Where a location with a latitude and a longitude begins; [#NONE] when it has none.
  public int locationStart(int event) {
    return events[event * EVENT + 4];
  }

  public int locationEnd(int event) {
    return events[event * EVENT + 5];
  }

  /// How many bytes all parts take that are not of events.
  public int headBytes() {
    return headBytes;
  }

  /// Where the part begins that tells of events.
  int eventsSection() {
    return eventsSection;
  }

  private Bytes bytes(int from, int to) {
    return Bytes.of(array, from, to - from);
  }
}
