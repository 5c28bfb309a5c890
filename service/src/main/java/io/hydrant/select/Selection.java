package io.hydrant.select;

import io.hydrant.model.FragmentDraft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one connection's settings make of a batch.
///
/// @param accepted what the ledger counts: events, one for a batch that came without, and one more
///   for a batch that is sent without those it came with
/// @param filtered events dropped, by the key of the setting that dropped them
/// @param kept what is left to be sent; null: nothing
/// @param identities those of the batch, whether or not they are sent
public record Selection(
    int accepted,
    Map<String, Integer> filtered,
    @Nullable FragmentDraft kept,
    List<Identities.Identity> identities) {
  public Selection {
    filtered = Map.copyOf(filtered);
    identities = List.copyOf(identities);
  }

  /// The whole batch is not sent, for one setting.
  static Selection dropped(int accepted, String setting) {
    return new Selection(accepted, Map.of(setting, accepted), null, List.of());
  }
}
