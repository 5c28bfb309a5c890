package io.hydrant.store;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What a request does to audiences and to what is known of their members.
public sealed interface AudienceStep extends Step {

  /// Creates an audience, or names one anew.
  ///
  /// @param isReplacing whether one that is known gets these names; else it keeps its own
  record Naming(long id, String name, @Nullable String externalName, boolean isReplacing)
      implements AudienceStep {}

  /// Deletes an audience; nothing when there is none.
  ///
  /// @param millis when it was ordered, Unix milliseconds
  /// @param takesMembersOut whether its members are taken out first, which is done in steps: see
  ///   [AudienceOffice#takeOut]
  /// @param last makes the messages that say that it is deleted
  record Deleting(
      long id, long millis, boolean takesMembersOut, Function<Audience, List<AudienceArrival>> last)
      implements AudienceStep {}

  /// A change of what is known of one user: identities and the audiences he is in. Safe for many
  /// threads.
  non-sealed interface MemberChange extends AudienceStep {
    /// By whom what is known is found.
    Hash user();

    /// The connections it may make messages for, by number.
    Set<Integer> connections();

    /// About how many bytes it brings.
    int size();

    /// What becomes known, and the messages that it makes. Called on the committer's thread: a pure
    /// function, and a quick one.
    ///
    /// @param known what is known; null: nothing
    /// @param sequence of this change
    /// @param audiences by id, null for those that are not
    Changed of(@Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences);
  }

  /// What a change comes to.
  ///
  /// @param known what is known from now on; null: nothing
  /// @param effects what became of the user in audiences
  /// @param arrivals one for each connection at most
  record Changed(@Nullable Bytes known, List<Effect> effects, List<AudienceArrival> arrivals) {
    public Changed {
      effects = List.copyOf(effects);
      arrivals = List.copyOf(arrivals);
    }
  }

  /// What became of the user in an audience: he [enters][AudienceChange.Kind#ENTERED] one he was
  /// not in, [leaves][AudienceChange.Kind#LEFT] one he was in, or something that moves nobody.
  record Effect(long audience, AudienceChange.Kind kind) {}
}
