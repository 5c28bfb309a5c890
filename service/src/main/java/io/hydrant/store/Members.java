package io.hydrant.store;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of users, as one write of the committer changes it: a row a user, which only
/// [AudienceStep.MemberChange] understands, and an index of who is in an audience.
///
/// What messages a change makes depends on what is known, so it is made here, in the order of the
/// changes.
final class Members implements IdentityBook.Registry {
  private static final int INDEX_KEY_BYTES = Long.BYTES + 2 * Long.BYTES;
  private static final byte[] NOTHING = new byte[0];

  private final Books books;
  private final Tables.Changes changes;
  private final Keeper keeper;

  /// Whom identities find as this write leaves it; empty: nobody.
  private final Map<Hash, Optional<Long>> owners = new HashMap<>();

  /// What this write leaves known; empty: nothing.
  private final Map<Hash, Optional<Bytes>> staged = new HashMap<>();

  private final Set<Hash> forgotten = new HashSet<>();
  private List<AudienceChange> told = List.of();

  /// Has messages wait.
  @FunctionalInterface
  interface Keeper {
    void keep(AudienceArrival arrival, Hash group, long sequence);
  }

  Members(Books books, Tables.Changes changes, Keeper keeper) {
    this.books = books;
    this.changes = changes;
    this.keeper = keeper;
  }

  void take(AudienceStep step) throws IOException {
    switch (step) {
      case AudienceStep.Naming naming -> name(naming);
      case AudienceStep.Deleting deleting -> delete(deleting);
      case AudienceStep.MemberChange change -> change(change);
    }
  }

  private void name(AudienceStep.Naming naming) {
    Audience known = books.audiences.staged(naming.id());
    if (known == null) {
      long created = books.nextSequence();
      Audience made =
          new Audience(naming.id(), naming.name(), naming.externalName(), created, 0, null);
      books.audiences.stage(made);
      tell(made, AudienceChange.Kind.MADE, "");
    } else if (naming.isReplacing() && !known.isDeleted()) {
      Audience named = known.named(naming.name(), naming.externalName());
      books.audiences.stage(named);
      if (!named.name().equals(known.name())) {
        tell(named, AudienceChange.Kind.RENAMED, known.name());
      }
      if (!Objects.equals(named.externalName(), known.externalName())
          && !named.calledName().equals(known.calledName())) {
        tell(named, AudienceChange.Kind.CALLED, known.calledName());
      }
    }
  }

  private void tell(Audience audience, AudienceChange.Kind kind, String was) {
    tell(new AudienceChange(audience.id(), audience.name(), kind, null, was));
  }

  private void tell(AudienceChange change) {
    if (told.isEmpty()) {
      told = new ArrayList<>();
    }
    told.add(change);
  }

  /// What became of audiences since this was last asked.
  List<AudienceChange> told() {
    List<AudienceChange> all = told;
    told = List.of();
    return all;
  }

  /// The users that this write forgets.
  Set<Hash> forgotten() {
    return forgotten;
  }

  private void delete(AudienceStep.Deleting deleting) {
    Audience known = books.audiences.staged(deleting.id());
    if (known == null || known.isDeleted()) {
      return;
    }
    if (deleting.takesMembersOut() && known.members() > 0) {
      books.audiences.stage(known.deleted(deleting.millis()));
      tell(known, AudienceChange.Kind.DELETING, "");
      return;
    }
    end(known, deleting.last().apply(known.deleted(deleting.millis())));
  }

  /// Memberships in rows of users are not looked for: they are older than whatever audience gets
  /// this id next.
  private void end(Audience audience, List<AudienceArrival> last) {
    long sequence = books.nextSequence();
    // Behind the members of this write, whose keys begin alike.
    Hash behindUsers = new Hash(-1, sequence);
    last.forEach(arrival -> keeper.keep(arrival, behindUsers, sequence));
    changes.deleteRange(
        Family.MEMBERS_BY_AUDIENCE, Audience.key(audience.id()), Audience.key(audience.id() + 1));
    books.audiences.remove(audience.id());
    tell(audience, AudienceChange.Kind.DELETED, "");
  }

  void take(Identifying step) throws IOException {
    AudienceStep.MemberChange change = step.identify(this);
    if (change != null) {
      change(change);
    }
  }

  private void change(AudienceStep.MemberChange change) throws IOException {
    long sequence = books.nextSequence();
    Hash user = change.user();
    Bytes known = known(user);
    AudienceStep.Changed changed = change.of(known, sequence, books.audiences::staged);
    Bytes now = changed.known();
    if (now == null ? known != null : !now.equals(known)) {
      staged.put(user, Optional.ofNullable(now));
      if (now == null) {
        changes.delete(Family.MEMBERS, key(user));
      } else {
        changes.put(Family.MEMBERS, key(user), now.toArray());
      }
    }
    changed.effects().forEach(effect -> take(user, effect));
    changed.arrivals().forEach(arrival -> keeper.keep(arrival, user, sequence));
  }

  private void take(Hash user, AudienceStep.Effect effect) {
    Audience audience = books.audiences.staged(effect.audience());
    if (audience == null) {
      return;
    }
    tell(new AudienceChange(audience.id(), audience.name(), effect.kind(), user, ""));
    if (effect.kind() == AudienceChange.Kind.ENTERED) {
      changes.put(Family.MEMBERS_BY_AUDIENCE, indexKey(audience.id(), user), NOTHING);
      books.audiences.stage(audience.with(1));
    } else if (effect.kind() == AudienceChange.Kind.LEFT) {
      leave(user, audience);
    }
  }

  private void leave(Hash user, Audience audience) {
    changes.delete(Family.MEMBERS_BY_AUDIENCE, indexKey(audience.id(), user));
    books.audiences.stage(audience.with(-1));
  }

  /// A user of whom nothing may be known is not to be shown any more.
  void forget(Hash user) {
    forgotten.add(user);
  }

  /// Forgets a user.
  void forget(Hash user, Recall.Recalled recalled) {
    staged.put(user, Optional.empty());
    changes.delete(Family.MEMBERS, key(user));
    for (long id : recalled.audiences()) {
      Audience audience = books.audiences.staged(id);
      if (audience != null) {
        leave(user, audience);
      }
    }
    forget(user);
    recalled.handles().forEach(this::release);
  }

  @Override
  public @Nullable Long owner(Hash identity) throws IOException {
    Optional<Long> here = owners.get(identity);
    return here == null ? owner(books.tables, identity) : here.orElse(null);
  }

  static @Nullable Long owner(TablesView tables, Hash identity) throws IOException {
    byte[] stored = tables.get(Family.IDENTITIES, key(identity));
    return stored == null ? null : ByteBuffer.wrap(stored).getLong();
  }

  @Override
  public void assign(Hash identity, long mpid) {
    owners.put(identity, Optional.of(mpid));
    changes.put(
        Family.IDENTITIES, key(identity), ByteBuffer.allocate(Long.BYTES).putLong(mpid).array());
  }

  @Override
  public void release(Hash identity) {
    owners.put(identity, Optional.empty());
    changes.delete(Family.IDENTITIES, key(identity));
  }

  @Override
  public long freshMpid() throws IOException {
    KeyedHash hash = new KeyedHash(books.directory.secret());
    long mpid;
    do {
      mpid = 1 + books.chance.below(Long.MAX_VALUE);
    } while (known(PersonHash.mpid(hash, Bytes.utf8(Long.toString(mpid)))) != null);
    return mpid;
  }

  /// As this write leaves it.
  @Override
  public @Nullable Bytes known(Hash user) throws IOException {
    Optional<Bytes> here = staged.get(user);
    if (here != null) {
      return here.orElse(null);
    }
    byte[] stored = books.tables.get(Family.MEMBERS, key(user));
    return stored == null ? null : Bytes.of(stored);
  }

  /// Takes some members out of an audience that is being deleted, and ends it after the last.
  ///
  /// @return how far it came
  TakeOut.Progress takeOut(TakeOut order) throws IOException {
    Audience audience = books.audiences.staged(order.audience());
    if (audience == null || !audience.isDeleted()) {
      return new TakeOut.Progress.Done();
    }
    List<Hash> users = members(books.tables, order.audience(), order.after(), order.max());
    for (Hash user : users) {
      change(order.change().apply(audience, user));
    }
    // That the audience goes says it of all of them.
    told();
    if (users.size() == order.max()) {
      return new TakeOut.Progress.More(users.getLast());
    }
    Audience emptied = books.audiences.staged(order.audience());
    end(emptied == null ? audience : emptied, order.last().apply(audience));
    return new TakeOut.Progress.Done();
  }

  /// Users in an audience, in the order of their hashes.
  ///
  /// @param after only those behind this one; null: from the first
  static List<Hash> members(TablesView tables, long audience, @Nullable Hash after, int max)
      throws IOException {
    byte[] from = after == null ? Audience.key(audience) : behind(indexKey(audience, after));
    List<Hash> users = new ArrayList<>();
    try (TablesView.Cursor cursor =
        tables.scan(Family.MEMBERS_BY_AUDIENCE, from, Audience.key(audience + 1))) {
      for (; cursor.valid() && users.size() < max; cursor.next()) {
        ByteBuffer key = ByteBuffer.wrap(cursor.key()).position(Long.BYTES);
        users.add(new Hash(key.getLong(), key.getLong()));
      }
    }
    return users;
  }

  private static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  static byte[] key(Hash user) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(user.high()).putLong(user.low()).array();
  }

  /// Whose key this is.
  static Hash user(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new Hash(in.getLong(), in.getLong());
  }

  private static byte[] indexKey(long audience, Hash user) {
    return ByteBuffer.allocate(INDEX_KEY_BYTES)
        .putLong(audience)
        .putLong(user.high())
        .putLong(user.low())
        .array();
  }
}
