package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Identifying;
import io.hydrant.store.IdentityBook;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A client asks who its user is: whoever is known by what it names, or somebody new. What it names
/// is known of him from then on.
///
/// Who was found is known once the write that keeps it is made, and may be told once that is
/// durable. Safe for many threads.
public final class Identification implements Identifying {
  private final Claims claims;
  private final long millis;
  private final List<AudienceRoute> routes;
  private volatile @Nullable Found found;

  /// Who was found.
  ///
  /// @param matched those of the identities that are his
  public record Found(long mpid, Set<ClientIdentity> matched) {
    public Found {
      matched = Set.copyOf(matched);
    }
  }

  /// @param claims somebody
  /// @param routes the connections that the client's input feeds
  public Identification(Claims claims, long millis, List<AudienceRoute> routes) {
    this.claims = claims;
    this.millis = millis;
    this.routes = List.copyOf(routes);
  }

  /// Who was found; null before.
  public @Nullable Found found() {
    return found;
  }

  @Override
  public int size() {
    return Drafts.CHANGE_BYTES + 3 * claims.identities().bytes();
  }

  @Override
  public AudienceStep.MemberChange identify(IdentityBook.Registry registry) throws IOException {
    Long known = claims.find(registry);
    long mpid = known == null ? registry.freshMpid() : known;
    User user = claims.user(mpid);
    Bytes stored = registry.known(user.key());
    Handles handles = new Handles(registry, mpid, Member.of(stored, user.mpid()).handles());
    Set<ClientIdentity> matched = new TreeSet<>();
    boolean isOfUser = claims.isOfUser();
    for (ClientIdentity identity : claims.values().keySet()) {
      // A device is its anonymous user's.
      boolean isHis = isOfUser && identity.isOfDevice();
      if (isHis || handles.take(identity, claims.handle(identity))) {
        matched.add(identity);
      }
    }
    found = new Found(mpid, matched);
    return new IdentityChange(user, claims.identities(), Map.of(), millis, routes, handles.all());
  }

  /// What kinds it names, never whom.
  @Override
  public String toString() {
    return "who is known by " + claims;
  }
}
