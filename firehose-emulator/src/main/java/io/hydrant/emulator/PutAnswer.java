package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The body of a 200 to a put, right or garbled.
final class PutAnswer {
  private PutAnswer() {}

  static Reply.Answered one(Puts.Accepted accepted, @Nullable Garbling garbling) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("RecordId", accepted.recordId());
          json.writeBooleanProperty("Encrypted", false);
          unknown(json, garbling);
          json.writeEndObject();
        });
    return spoiled(body, garbling);
  }

  static Reply.Answered many(List<Puts.Outcome> outcomes, @Nullable Garbling garbling) {
    long failed = outcomes.stream().filter(Puts.Failed.class::isInstance).count();
    long said = garbling == Garbling.WRONG_COUNT ? failed + 1 : failed;
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeNumberProperty("FailedPutCount", said);
          json.writeBooleanProperty("Encrypted", false);
          if (garbling == Garbling.NULL_ANSWERS) {
            json.writeNullProperty("RequestResponses");
          } else if (garbling != Garbling.NO_ANSWERS) {
            json.writeArrayPropertyStart("RequestResponses");
            for (Puts.Outcome outcome : entries(outcomes, garbling)) {
              entry(json, outcome, garbling);
            }
            json.writeEndArray();
          }
          unknown(json, garbling);
          json.writeEndObject();
        });
    return spoiled(body, garbling);
  }

  private static List<Puts.Outcome> entries(
      List<Puts.Outcome> outcomes, @Nullable Garbling garbling) {
    if (garbling == Garbling.FEWER_ANSWERS) {
      return outcomes.subList(0, outcomes.size() - 1);
    }
    if (garbling == Garbling.MORE_ANSWERS) {
      List<Puts.Outcome> more = new ArrayList<>(outcomes);
      more.add(outcomes.getLast());
      return more;
    }
    return outcomes;
  }

  private static void entry(JsonGenerator json, Puts.Outcome outcome, @Nullable Garbling garbling) {
    json.writeStartObject();
    switch (outcome) {
      case Puts.Accepted accepted -> json.writeStringProperty("RecordId", accepted.recordId());
      case Puts.Failed failed -> {
        json.writeStringProperty("ErrorCode", failed.code());
        json.writeStringProperty("ErrorMessage", failed.message());
      }
    }
    unknown(json, garbling);
    json.writeEndObject();
  }

  /// Members of a Firehose to come, one with members of known names.
  private static void unknown(JsonGenerator json, @Nullable Garbling garbling) {
    if (garbling == Garbling.UNKNOWN_MEMBERS) {
      json.writeNullProperty("Shard");
      json.writeObjectPropertyStart("Novelty");
      json.writeStringProperty("ErrorCode", "None");
      json.writeNumberProperty("FailedPutCount", 7);
      json.writeEndObject();
    }
  }

  private static Reply.Answered spoiled(byte[] body, @Nullable Garbling garbling) {
    return switch (garbling) {
      case EMPTY_OBJECT -> Reply.json(200, "{}");
      case EMPTY_BODY -> Reply.json(200, "");
      case CUT_SHORT -> Reply.json(200, Arrays.copyOf(body, body.length / 2));
      case CUT_OFF -> Reply.json(200, body).in(Manner.CUT_OFF);
      case null, default -> Reply.json(200, body);
    };
  }
}
