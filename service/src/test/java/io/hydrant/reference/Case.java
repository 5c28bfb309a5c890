package io.hydrant.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What both implementations are given: settings of a connection, and batches in order.
///
/// @param seed of the white space and escapes of the texts
record Case(Map<String, @Nullable Object> settings, List<Sent> batches, long seed) {

  /// One batch and how it is sent.
  ///
  /// @param at when it is received, Unix milliseconds
  record Sent(Map<String, @Nullable Object> batch, long at, boolean historical) {}

  String settingsText() {
    return JsonWriter.plain(settings);
  }

  /// The body that a batch is sent in.
  String text(int batch) {
    return JsonWriter.text(batches.get(batch).batch(), seed + batch);
  }

  /// How many events a batch comes with.
  int eventCount(int batch) {
    return Selection.events(batches.get(batch).batch()).size();
  }

  List<Received> received() {
    List<Received> received = new ArrayList<>();
    for (Sent sent : batches) {
      received.add(new Received(sent.batch(), sent.at(), sent.historical()));
    }
    return received;
  }

  /// For a person.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("settings ").append(settingsText());
    for (Sent sent : batches) {
      text.append("\n").append(sent.at() - RandomCase.START).append(" ms: ");
      text.append(sent.historical() ? "historical " : "");
      text.append(JsonWriter.plain(sent.batch()));
    }
    return text.toString();
  }
}
