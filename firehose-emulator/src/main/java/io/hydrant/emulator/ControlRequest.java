package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of an operation that is about streams, not records: the members that any of them reads.
///
/// @param startName `ExclusiveStartDeliveryStreamName`
/// @param destinations the members ending in `DestinationConfiguration`
record ControlRequest(
    @Nullable String stream,
    @Nullable Long limit,
    @Nullable String startName,
    @Nullable String type,
    List<Destination> destinations) {

  /// One destination of a CreateDeliveryStream.
  ///
  /// @param member its name in the request
  /// @param given the names of its members that are not null
  record Destination(String member, List<String> given) {}

  static ControlRequest parse(byte[] body) throws MalformedBody {
    return Json.document(body, json -> new Reading(json).request());
  }

  private static final class Reading {
    private static final String DESTINATION = "DestinationConfiguration";

    private final JsonParser json;
    private final List<Destination> destinations = new ArrayList<>();
    private @Nullable String stream;
    private @Nullable Long limit;
    private @Nullable String startName;
    private @Nullable String type;

    Reading(JsonParser json) {
      this.json = json;
    }

    ControlRequest request() throws MalformedBody {
      Json.members(json, this::member);
      return new ControlRequest(stream, limit, startName, type, destinations);
    }

    private void member(String name) throws MalformedBody {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      switch (name) {
        case "DeliveryStreamName" -> stream = Json.text(json);
        case "ExclusiveStartDeliveryStreamName" -> startName = Json.text(json);
        case "DeliveryStreamType" -> type = Json.text(json);
        case "Limit" -> limit = Json.whole(json);
        default -> {
          if (name.endsWith(DESTINATION)) {
            destinations.add(new Destination(name, membersGiven()));
          } else {
            json.skipChildren();
          }
        }
      }
    }

    private List<String> membersGiven() throws MalformedBody {
      List<String> given = new ArrayList<>();
      Json.members(
          json,
          name -> {
            if (json.currentToken() != JsonToken.VALUE_NULL) {
              given.add(name);
            }
            json.skipChildren();
          });
      return given;
    }
  }
}
