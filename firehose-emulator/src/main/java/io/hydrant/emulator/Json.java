package io.hydrant.emulator;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The emulator's own JSON: streaming, no trees.
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /// A parser that stands before the first token. UTF-8 only: what Jackson would take for UTF-16 or
  /// a byte order mark is refused, so that positions are positions in `body`.
  static JsonParser parser(byte[] body) throws MalformedBody {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || (body[i] & 0xFF) >= 0xEF) {
        throw new MalformedBody("the body is not JSON in UTF-8");
      }
    }
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  static byte[] write(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      content.accept(json);
    }
    return out.toByteArray();
  }

  /// Reads the members of the object the parser stands on, each by `reader`, which stands on the
  /// value and leaves on its last token.
  static void members(JsonParser json, MemberReader reader) throws MalformedBody {
    require(
        json.currentToken() == JsonToken.START_OBJECT,
        "Start of structure or map found where not expected.");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      reader.read(name);
    }
  }

  static String text(JsonParser json) throws MalformedBody {
    require(
        json.currentToken() == JsonToken.VALUE_STRING,
        json.currentToken() + " can not be converted to a String");
    return json.getString();
  }

  static long whole(JsonParser json) throws MalformedBody {
    require(
        json.currentToken() == JsonToken.VALUE_NUMBER_INT,
        json.currentToken() + " can not be converted to an Integer");
    return json.getLongValue();
  }

  static void require(boolean condition, String otherwise) throws MalformedBody {
    if (!condition) {
      throw new MalformedBody(otherwise);
    }
  }

  /// Runs a reader over a whole document; whatever Jackson dislikes is a malformed body.
  static <T> T document(byte[] body, DocumentReader<T> reader) throws MalformedBody {
    try (JsonParser json = parser(body)) {
      json.nextToken();
      T read = reader.read(json);
      require(json.nextToken() == null, "content after the end of the document");
      return read;
    } catch (JacksonException e) {
      throw new MalformedBody(e.getOriginalMessage());
    }
  }

  /// Reads one member's value.
  interface MemberReader {
    void read(String name) throws MalformedBody;
  }

  /// Reads one document, from its first token to its last.
  interface DocumentReader<T> {
    T read(JsonParser json) throws MalformedBody;
  }
}
