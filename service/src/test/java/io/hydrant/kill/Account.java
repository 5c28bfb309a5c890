package io.hydrant.kill;

import io.hydrant.emulator.StoredRecord;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a stream holds against what clients were told: the only judge of a store, since its own
/// ledger shares its fate.
///
/// @param lost events that were answered 202 and are not there
/// @param recovered events that nobody answered and that are there
/// @param unexpected events that nobody sent
/// @param duplicates copies beyond the first, with the same `message_id` and the same bytes
/// @param unexplained copies beyond the first that a reader could not tell
record Account(
    int attempted,
    int acknowledged,
    int delivered,
    int recovered,
    Set<String> lost,
    Set<String> unexpected,
    int duplicates,
    Set<String> unexplained) {
  private static final JsonName MESSAGE_ID = JsonName.of("message_id");
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName EVENT_NAME = JsonName.of("event_name");

  static Account of(Load load, List<StoredRecord> records) {
    return ofData(load, records.stream().map(StoredRecord::data).toList());
  }

  static Account ofData(Load load, List<byte[]> records) {
    Map<String, String> messageOf = new HashMap<>();
    Map<String, String> documentOf = new HashMap<>();
    Set<String> unexplained = new TreeSet<>();
    int duplicates = 0;
    for (String document : documents(records)) {
      JsonIndex json = json(document.getBytes(StandardCharsets.UTF_8));
      String id = json.string(json.find(0, MESSAGE_ID));
      String before = documentOf.putIfAbsent(id, document);
      boolean same = document.equals(before);
      int events = json.find(0, EVENTS);
      for (int event = json.first(events); event != JsonIndex.NONE; event = json.next(event)) {
        String name = json.string(json.find(json.find(event, DATA), EVENT_NAME));
        String first = messageOf.putIfAbsent(name, id);
        if (first != null && first.equals(id) && same) {
          duplicates++;
        } else if (first != null || before != null) {
          unexplained.add(name);
        }
      }
    }
    Set<String> lost = new TreeSet<>(load.acknowledged());
    lost.removeAll(messageOf.keySet());
    Set<String> unexpected = new TreeSet<>(messageOf.keySet());
    unexpected.removeAll(load.attempted());
    Set<String> recovered = new TreeSet<>(messageOf.keySet());
    recovered.removeAll(load.acknowledged());
    return new Account(
        load.attempted().size(),
        load.acknowledged().size(),
        messageOf.size(),
        recovered.size(),
        lost,
        unexpected,
        duplicates,
        unexplained);
  }

  /// A line each; several may share a record.
  private static List<String> documents(List<byte[]> records) {
    return records.stream()
        .flatMap(record -> new String(record, StandardCharsets.UTF_8).lines())
        .toList();
  }

  private static JsonIndex json(byte[] data) {
    try {
      return JsonIndex.of(data);
    } catch (InvalidJsonException e) {
      throw new AssertionError("a record that is not JSON", e);
    }
  }

  @Override
  public String toString() {
    return ("attempted %d · acknowledged %d · delivered %d · recovered %d · lost %d · unexpected %d"
            + " · duplicates explained %d · duplicates unexplained %d")
        .formatted(
            attempted,
            acknowledged,
            delivered,
            recovered,
            lost.size(),
            unexpected.size(),
            duplicates,
            unexplained.size());
  }
}
