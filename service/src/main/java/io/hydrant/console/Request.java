package io.hydrant.console;

import io.hydrant.collect.Receipt;
import io.hydrant.http.Reply;
import io.hydrant.settings.Toggle;
import io.hydrant.store.DeadKey;
import io.hydrant.store.Store;
import io.hydrant.store.Whereabouts;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What became of what a request brought that was answered 202, by the id in its answer.
///
/// @param id as it was asked for
/// @param receipt what the id says
/// @param places where something of it lies that has not left
public record Request(String id, Receipt receipt, List<Whereabouts> places) {
  static final String PATH = "/api/requests/";
  private static final String UNKNOWN =
      "That is no X-Hydrant-Request-Id of a 202 of this data directory since it was last restored.";

  public Request {
    places = List.copyOf(places);
  }

  /// Looks through the store for it; takes as long as reading all that waits.
  ///
  /// @return null when the id is none that a 202 of this store had
  /// @throws IOException when reading failed, or the store is not open
  public static @Nullable Request find(String id, Store store) throws IOException {
    Receipt receipt = Receipt.of(id.strip(), store);
    if (receipt == null) {
      return null;
    }
    List<Whereabouts> places =
        receipt.first() == 0 ? List.of() : store.whereabouts(receipt.first(), receipt.last());
    return new Request(id.strip(), receipt, places);
  }

  /// The page at a path; null when there is none.
  static @Nullable Supplier<Reply> page(String path, Store store) {
    if (!path.startsWith(PATH)) {
      return null;
    }
    return () ->
        DeadPages.answered(() -> {
          Request found = find(path.substring(PATH.length()), store);
          return found == null ? Reply.error(404, UNKNOWN) : Reply.object(200, found::write);
        });
  }

  /// The dead letters in which something of it is.
  List<DeadKey> letters() {
    List<DeadKey> letters = new ArrayList<>();
    for (Whereabouts place : places) {
      DeadKey letter = place.letter();
      if (letter != null) {
        letters.add(letter);
      }
    }
    return letters;
  }

  /// The keys of the settings that left something out.
  public List<String> filteredBy() {
    return receipt.filteredBy().stream().map(Toggle::key).toList();
  }

  /// What became of it, in sentences for people.
  public List<String> sentences() {
    if (receipt.first() == 0) {
      return List.of("All of it had come before, by its source_request_id: it was not kept again.");
    }
    List<String> sentences = new ArrayList<>();
    if (receipt.fates().contains(Receipt.Fate.REJECTED)) {
      sentences.add(
          "It was invalid, and is kept with what is wrong: hydrant dead list --input NAME.");
    }
    if (!filteredBy().isEmpty()) {
      sentences.add("Left out by settings: " + String.join(", ", filteredBy()) + ".");
    }
    if (receipt.fates().contains(Receipt.Fate.DISCARDED)) {
      sentences.add("Discarded as it came: a connection was disabled or full, and set to discard.");
    }
    if (!places.isEmpty()) {
      sentences.add("This has not left yet, and what else was to be sent has:");
    } else if (receipt.fates().contains(Receipt.Fate.WAITS)) {
      sentences.add(
          "Nothing of it waits or is a dead letter any more: Firehose took it, unless a person"
              + " discarded or erased it since.");
    } else if (sentences.isEmpty()) {
      sentences.add("No connection was to get anything of it.");
    }
    return sentences;
  }

  private void write(JsonGenerator json) {
    json.writeStringProperty("request", id);
    json.writeArrayPropertyStart("said");
    sentences().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("filteredBy");
    filteredBy().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("places");
    for (Whereabouts place : places) {
      json.writeStartObject();
      json.writeStringProperty("connection", place.connection());
      json.writeStringProperty("place", place.place().name().toLowerCase(Locale.ROOT));
      json.writeNumberProperty("rows", place.rows());
      json.writeNumberProperty("events", place.events());
      DeadKey letter = place.letter();
      if (letter != null) {
        json.writeStringProperty("diedAt", time(place.due()));
        json.writeStringProperty("letter", letter.id());
      } else if (place.due() != 0) {
        json.writeStringProperty("dueAt", time(place.due()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
