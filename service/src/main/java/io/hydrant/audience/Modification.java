package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Identifying;
import io.hydrant.store.IdentityBook;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client says that its user is known by something else from now on. An identity by which
/// somebody else is found goes on finding that one.
///
/// @param mpid of the user, who may be one that the hosted product made
/// @param changes in their order
/// @param hash of the store
/// @param routes the connections that the client's input feeds
public record Modification(
    long mpid, List<Change> changes, long millis, KeyedHash hash, List<AudienceRoute> routes)
    implements Identifying {
  public Modification {
    changes = List.copyOf(changes);
    routes = List.copyOf(routes);
  }

  /// Of one identity.
  ///
  /// @param before its value as JSON; null: whatever it is
  /// @param now its value as JSON; null: none
  public record Change(ClientIdentity identity, @Nullable Bytes before, @Nullable Bytes now) {
    private @Nullable Hash handle(@Nullable Bytes value, KeyedHash hash) {
      return value == null ? null : PersonHash.identity(hash, identity.key(), value);
    }
  }

  @Override
  public int size() {
    return Drafts.CHANGE_BYTES + changes.size() * Drafts.CHANGE_BYTES;
  }

  @Override
  public AudienceStep.MemberChange identify(IdentityBook.Registry registry) throws IOException {
    User user = User.of(Long.toString(mpid), hash);
    Member before = Member.of(registry.known(user.key()), user.mpid());
    Handles handles = new Handles(registry, mpid, before.handles());
    Map<IdentityType, Bytes> has = new EnumMap<>(IdentityType.class);
    Map<IdentityType, Bytes> lost = new EnumMap<>(IdentityType.class);
    for (Change change : changes) {
      handles.drop(change.identity(), change.handle(change.before(), hash));
      Hash now = change.handle(change.now(), hash);
      if (now != null) {
        handles.take(change.identity(), now);
      }
      IdentityType type = change.identity().type();
      Bytes value = change.now();
      if (type != null && value != null && now != null) {
        has.put(type, value);
        lost.remove(type);
      } else if (type != null) {
        has.remove(type);
        lost.put(type, Bytes.EMPTY);
      }
    }
    return new IdentityChange(user, new IdentitySet(has), lost, millis, routes, handles.all());
  }

  /// How much it is, never whom it is about.
  @Override
  public String toString() {
    return changes.size() + " changes of identities";
  }
}
