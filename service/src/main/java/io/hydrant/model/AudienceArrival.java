package io.hydrant.model;

import java.util.List;
import java.util.Map;

/// What a change of an audience or of a user's identities is for one Audience connection.
///
/// @param connection the connection's number in the store
/// @param filtered messages that are not sent, by the key of the setting that says so
/// @param messages in their order
/// @param discarded messages that are to be thrown away, by a setting that a person chose
public record AudienceArrival(
    int connection, Map<String, Integer> filtered, List<Numbered> messages, int discarded) {
  public AudienceArrival {
    filtered = Map.copyOf(filtered);
    messages = List.copyOf(messages);
  }

  /// A message, and its place among those that the change makes, whatever a connection filters.
  public record Numbered(int n, AudienceMessage message) {}

  /// What the ledger counts as accepted: messages, sent or not.
  public int accepted() {
    int accepted = discarded + messages.size();
    for (int count : filtered.values()) {
      accepted += count;
    }
    return accepted;
  }
}
