package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What a batch of events or a client SDK says of a user's identities: some that he has, some that
/// he has no more. What it does not name stays known.
///
/// @param has with a value
/// @param lost those that an event of the batch took away, each with the value it had; not where
///   the batch itself brings another value
/// @param millis receipt of the batch, Unix milliseconds
/// @param routes the connections that its input feeds
/// @param handles by what he is found from now on; null: by what he was
public record IdentityChange(
    User of,
    IdentitySet has,
    Map<IdentityType, Bytes> lost,
    long millis,
    List<AudienceRoute> routes,
    @Nullable List<Member.Handle> handles)
    implements AudienceStep.MemberChange {
  public IdentityChange {
    lost = Map.copyOf(lost);
    routes = List.copyOf(routes);
  }

  /// One that says nothing of by what he is found.
  public IdentityChange(
      User of,
      IdentitySet has,
      Map<IdentityType, Bytes> lost,
      long millis,
      List<AudienceRoute> routes) {
    this(of, has, lost, millis, routes, null);
  }

  @Override
  public Hash user() {
    return of.key();
  }

  @Override
  public Set<Integer> connections() {
    return Set.of();
  }

  @Override
  public int size() {
    return Drafts.CHANGE_BYTES + 2 * has.bytes();
  }

  @Override
  public AudienceStep.Changed of(
      @Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences) {
    Member was = Member.of(known, of.mpid());
    Member before = handles == null ? was : was.foundBy(handles);
    IdentitySet old = before.identities();
    IdentitySet now =
        old.with(has)
            .without(
                lost.entrySet().stream()
                    .filter(gone -> {
                      Bytes brought = has.value(gone.getKey());
                      return brought == null || brought.equals(gone.getValue());
                    })
                    .map(Map.Entry::getKey)
                    .toList());
    if (now.equals(old)) {
      return new AudienceStep.Changed(
          before.equals(was) ? known : before.stored(), List.of(), List.of());
    }
    Drafts drafts = new Drafts(before, sequence, audiences);
    drafts.identitiesChanged(old, now, Drafts.NONE);
    return drafts.changed(of.mpid(), now, millis, routes);
  }

  /// What kinds it is about, never whom.
  @Override
  public String toString() {
    return "identities " + has + ", without " + lost.keySet();
  }
}
