package io.hydrant.firehose;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Reads a refusal, as far as it can be read: front ends answer with HTML or nothing, the
/// authentication layer writes `Message` where the service writes `message`, and a validation error
/// may repeat the whole call.
///
/// Names of errors as in the Smithy specification of AWS JSON 1.1: `Name`, `namespace#Name` or
/// `Name:address`, in the header first, then in `__type`, then in `code`.
final class ErrorReader {
  static final int MESSAGE_LENGTH_MAX = 1_000;
  private static final int NAME_LENGTH_MAX = 100;

  private ErrorReader() {}

  static Answer.Refused read(SdkHttpResponse response, InputStream body) {
    Body said = body(body);
    String header = response.firstMatchingHeader("x-amzn-ErrorType").orElse(null);
    String type = header != null ? header : said.type != null ? said.type : said.code;
    String name = type == null ? "" : name(type);
    return new Answer.Refused(
        response.statusCode(), name.isEmpty() ? null : name, bounded(said.message), date(response));
  }

  /// What the body says. A body that ends too early or is no JSON says what was read of it.
  private static final class Body {
    private @Nullable String type;
    private @Nullable String code;
    private @Nullable String message;
  }

  private static Body body(InputStream body) {
    Body said = new Body();
    try (JsonParser json = AnswerReader.JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return said;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          json.skipChildren();
          continue;
        }
        switch (name) {
          case "__type" -> said.type = json.getString();
          case "code" -> said.code = json.getString();
          case "message", "Message", "errorMessage" -> said.message = json.getString();
          default -> {}
        }
      }
    } catch (JacksonException e) {
      // The status alone is an answer.
    }
    return said;
  }

  /// The bare name in `type`; empty when it is none that may stand in a log.
  static String name(String type) {
    int colon = type.indexOf(':');
    String before = colon < 0 ? type : type.substring(0, colon);
    String name = before.substring(before.indexOf('#') + 1);
    return FirehoseLimits.isPlain(name, NAME_LENGTH_MAX) ? name : "";
  }

  /// `message` without its end when it is very long; empty for none.
  static String bounded(@Nullable String message) {
    if (message == null) {
      return "";
    }
    return message.length() <= MESSAGE_LENGTH_MAX
        ? message
        : message.substring(0, MESSAGE_LENGTH_MAX) + "…";
  }

  private static @Nullable Instant date(SdkHttpResponse response) {
    String date = response.firstMatchingHeader("Date").orElse(null);
    if (date == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
