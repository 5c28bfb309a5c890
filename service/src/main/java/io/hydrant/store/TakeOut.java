package io.hydrant.store;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.Hash;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes members out of an audience that is being deleted, some in each write: who is left is what
/// is left to do, whatever crashes.
///
/// @param after only those behind this one; null: from the first that is left
/// @param max how many in this write
/// @param change what taking one out makes
/// @param last makes the messages that say that it is deleted
/// @param then called once on the committer's thread
public record TakeOut(
    long audience,
    @Nullable Hash after,
    int max,
    BiFunction<Audience, Hash, AudienceStep.MemberChange> change,
    Function<Audience, List<AudienceArrival>> last,
    Consumer<Progress> then)
    implements Order {

  /// How far it came.
  public sealed interface Progress {

    /// Members may be left behind this one.
    record More(Hash last) implements Progress {}

    /// The audience is deleted.
    record Done() implements Progress {}

    /// The store failed: where it is will be seen.
    record Failed() implements Progress {}
  }
}
