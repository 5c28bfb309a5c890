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
/// @param sessions the course of sessions, in the order of events; empty for a connection that does
///   not wait for whole sessions
public record Selection(
    int accepted,
    Map<String, Integer> filtered,
    @Nullable FragmentDraft kept,
    List<Identities.Identity> identities,
    List<SessionStep> sessions) {
  public Selection {
    filtered = Map.copyOf(filtered);
    identities = List.copyOf(identities);
    sessions = List.copyOf(sessions);
  }
}
