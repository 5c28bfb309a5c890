package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads faults from JSON; a member it does not know is an error, not a fault that never strikes.
final class FaultReader {
  private final JsonParser json;
  private @Nullable String misfortune;
  private @Nullable Operation operation;
  private @Nullable String stream;
  private Moment moment = Moment.BEFORE_STORING;
  private long skip;
  private long times = 1;
  private boolean always;
  private long status = 500;
  private String type = "InternalFailure";
  private String message = "Internal service failure.";
  private @Nullable String body;
  private String contentType = Reply.JSON;
  private Which which = Which.all();
  private @Nullable Garbling how;

  private FaultReader(JsonParser json) {
    this.json = json;
  }

  static List<Fault> read(byte[] body) throws MalformedBody {
    return Json.document(
        body,
        json -> {
          List<Fault> faults = new ArrayList<>();
          if (json.currentToken() != JsonToken.START_ARRAY) {
            return List.of(new FaultReader(json).fault());
          }
          while (json.nextToken() != JsonToken.END_ARRAY) {
            faults.add(new FaultReader(json).fault());
          }
          return faults;
        });
  }

  private Fault fault() throws MalformedBody {
    Json.members(json, this::member);
    try {
      Fault fault = always ? Fault.always(misfortune()) : Fault.times(times, misfortune());
      fault = fault.after(skip);
      fault = operation == null ? fault : fault.on(operation);
      return stream == null ? fault : fault.of(stream);
    } catch (IllegalArgumentException e) {
      throw new MalformedBody(String.valueOf(e.getMessage()));
    }
  }

  private void member(String name) throws MalformedBody {
    switch (name) {
      case "misfortune" -> misfortune = Json.text(json);
      case "operation" -> operation = operation(Json.text(json));
      case "stream" -> stream = Json.text(json);
      case "moment" -> moment = oneOf(Moment.values(), Json.text(json) + "_STORING", name);
      case "skip" -> skip = Json.whole(json);
      case "times" -> times(json.currentToken());
      case "status" -> status = Json.whole(json);
      case "type", "code" -> type = Json.text(json);
      case "message" -> message = Json.text(json);
      case "body" -> body = Json.text(json);
      case "contentType" -> contentType = Json.text(json);
      case "records" -> which = new Which.At(positions());
      case "every" -> which = every(Json.whole(json));
      case "how" -> how = oneOf(Garbling.values(), Json.text(json), name);
      default -> throw new MalformedBody("unknown member of a fault: " + name);
    }
  }

  private void times(@Nullable JsonToken token) throws MalformedBody {
    always = token == JsonToken.VALUE_STRING && Json.text(json).equals("always");
    if (!always) {
      times = Json.whole(json);
    }
  }

  private Misfortune misfortune() throws MalformedBody {
    return switch (String.valueOf(misfortune)) {
      case "answer" -> {
        Misfortune.Answers answers =
            body == null
                ? Misfortune.error((int) status, type, message)
                : new Misfortune.Answers(moment, (int) status, contentType, body);
        yield moment == Moment.AFTER_STORING ? answers.afterStoring() : answers;
      }
      case "failRecords" -> new Misfortune.FailsRecords(moment, which, type, message);
      case "reset" -> Misfortune.reset(moment);
      case "hang" -> Misfortune.hang(moment);
      case "garble" -> {
        Json.require(how != null, "garble needs how: " + Arrays.toString(Garbling.values()));
        yield Misfortune.garbled(how == null ? Garbling.EMPTY_OBJECT : how);
      }
      default ->
          throw new MalformedBody(
              "misfortune must be one of answer, failRecords, reset, hang, garble; not "
                  + misfortune);
    };
  }

  private Set<Integer> positions() throws MalformedBody {
    Json.require(json.currentToken() == JsonToken.START_ARRAY, "records must be an array");
    Set<Integer> positions = new HashSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      positions.add((int) Json.whole(json));
    }
    return positions;
  }

  private static Which every(long k) throws MalformedBody {
    Json.require(k >= 1 && k <= Violations.CALL_RECORDS_MAX, "every must be 1 to 500, not " + k);
    return Which.every((int) k);
  }

  private static Operation operation(String name) throws MalformedBody {
    Operation operation = Operation.named(name);
    if (operation == null) {
      throw new MalformedBody("no such operation: " + name);
    }
    return operation;
  }

  /// The constant a word names, in any case and with dashes or underscores.
  private static <E extends Enum<E>> E oneOf(E[] values, String word, String member)
      throws MalformedBody {
    String constant = word.replace('-', '_').toUpperCase(Locale.ROOT);
    for (E value : values) {
      if (value.name().equals(constant)) {
        return value;
      }
    }
    throw new MalformedBody(
        member + " must be one of " + Arrays.toString(values) + ", not " + word);
  }
}
