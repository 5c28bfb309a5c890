package io.hydrant.http;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a request is answered with.
///
/// @param contentType of the body; null when there is none
public record Reply(int status, List<Header> headers, @Nullable String contentType, Bytes body) {
  public static final String JSON = "application/json";

  private static final JsonName MESSAGE = JsonName.of("message");
  private static final JsonFactory FACTORY = new JsonFactory();

  /// A header beside those that every answer has.
  public record Header(String name, String value) {}

  public Reply {
    headers = List.copyOf(headers);
  }

  /// Without a body.
  public static Reply empty(int status) {
    return new Reply(status, List.of(), null, Bytes.EMPTY);
  }

  /// With a JSON text as its body.
  public static Reply json(int status, String json) {
    return new Reply(status, List.of(), JSON, Bytes.utf8(json));
  }

  /// With a JSON object as its body.
  ///
  /// @param members writes them
  public static Reply object(int status, Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return json(status, text.toString());
  }

  /// With another text as its body.
  public static Reply text(int status, String contentType, String text) {
    return new Reply(status, List.of(), contentType, Bytes.utf8(text));
  }

  /// An error as the field writes it: `{"errors":[{"code":"BAD_REQUEST","message":"…"}]}`.
  public static Reply error(int status, String message) {
    return errors(status, code(status), List.of(message));
  }

  /// That something was taken: all of it, or all but what these sentences name.
  public static Reply taken(List<String> errors) {
    return errors.isEmpty() ? empty(202) : errors(202, code(400), errors);
  }

  /// What an error says first, as [#errors] and doors of their own form write it; empty when it
  /// says nothing.
  public String said() {
    try {
      JsonIndex json = JsonIndex.of(body.toArray());
      int errors = json.first(0);
      int first = json.is(errors, JsonIndex.Kind.ARRAY) ? json.first(errors) : JsonIndex.NONE;
      int message = json.is(first, JsonIndex.Kind.OBJECT) ? json.find(first, MESSAGE) : first;
      return json.is(message, JsonIndex.Kind.STRING) ? json.string(message) : "";
    } catch (InvalidJsonException _) {
      return "";
    }
  }

  /// Several errors of one code.
  public static Reply errors(int status, String code, List<String> messages) {
    return object(
        status,
        json -> {
          json.writeArrayPropertyStart("errors");
          for (String message : messages) {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// This one with a header more.
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, contentType, body);
  }

  /// The name of an error status in `errors[].code`.
  public static String code(int status) {
    return switch (status) {
      case 400 -> "BAD_REQUEST";
      case 401 -> "UNAUTHORIZED";
      case 403 -> "FORBIDDEN";
      case 404 -> "NOT_FOUND";
      case 405 -> "METHOD_NOT_ALLOWED";
      case 408 -> "REQUEST_TIMEOUT";
      case 409 -> "CONFLICT";
      case 413 -> "PAYLOAD_TOO_LARGE";
      case 414 -> "URI_TOO_LONG";
      case 415 -> "UNSUPPORTED_MEDIA_TYPE";
      case 429 -> "TOO_MANY_REQUESTS";
      case 431 -> "REQUEST_HEADER_FIELDS_TOO_LARGE";
      case 503 -> "SERVICE_UNAVAILABLE";
      default -> "INTERNAL_SERVER_ERROR";
    };
  }
}
