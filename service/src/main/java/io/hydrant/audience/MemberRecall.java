package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.KeyedHash;
import io.hydrant.store.Audience;
import io.hydrant.store.Recall;
import io.hydrant.store.Trace;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads what is known of a user for who forgets him.
///
/// @param hash of the store
public record MemberRecall(KeyedHash hash) implements Recall {
  @Override
  public Recalled of(Bytes known, LongFunction<@Nullable Audience> audiences) {
    Member member = Member.of(known);
    Trace.Collector found = new Trace.Collector(hash);
    if (member.mpid() != null) {
      found.mpid(Bytes.utf8(member.mpid()));
    }
    member.identities().values().forEach((type, value) -> found.identity(type.key(), value));
    List<Long> in =
        member.memberships().keySet().stream()
            .filter(audience -> member.isIn(audience, audiences.apply(audience)))
            .toList();
    long oldest =
        member.memberships().values().stream()
            .mapToLong(Member.Membership::sequence)
            .min()
            .orElse(0);
    return new Recalled(
        found.trace(), in, member.handles().stream().map(Member.Handle::hash).toList(), oldest);
  }
}
