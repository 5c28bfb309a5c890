package io.hydrant.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a PutRecord or PutRecordBatch. Members we don't know are passed over.
///
/// @param stream null when the body has none
/// @param records each record's decoded data, null for one without; null when the body has no
///   records
record PutRequest(@Nullable String stream, @Nullable List<@Nullable Bytes> records) {

  /// Reads a body; base64 is decoded where it lies, once.
  static PutRequest parse(Operation operation, byte[] body) throws MalformedBody {
    return Json.document(body, json -> new Reading(json, body).request(operation));
  }

  private static final int SHOWN_BYTES_MAX = 1_000;

  private static final class Reading {
    private final JsonParser json;
    private final byte[] body;
    private @Nullable String stream;
    private @Nullable List<@Nullable Bytes> records;
    private @Nullable Bytes data;

    Reading(JsonParser json, byte[] body) {
      this.json = json;
      this.body = body;
    }

    PutRequest request(Operation operation) throws MalformedBody {
      Json.members(json, name -> member(operation, name));
      return new PutRequest(stream, records);
    }

    private void member(Operation operation, String name) throws MalformedBody {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (name.equals("DeliveryStreamName")) {
        stream = Json.text(json);
      } else if (name.equals("Record") && operation == Operation.PUT_RECORD) {
        records = new ArrayList<>(1);
        records.add(oneRecord());
      } else if (name.equals("Records") && operation == Operation.PUT_RECORD_BATCH) {
        records = manyRecords();
      } else {
        json.skipChildren();
      }
    }

    private List<@Nullable Bytes> manyRecords() throws MalformedBody {
      Json.require(json.currentToken() == JsonToken.START_ARRAY, "Expected list or null");
      List<@Nullable Bytes> many = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        many.add(json.currentToken() == JsonToken.VALUE_NULL ? null : oneRecord());
      }
      return many;
    }

    private @Nullable Bytes oneRecord() throws MalformedBody {
      data = null;
      Json.members(
          json,
          name -> {
            if (name.equals("Data") && json.currentToken() != JsonToken.VALUE_NULL) {
              data = blob();
            } else {
              json.skipChildren();
            }
          });
      return data;
    }

    private Bytes blob() throws MalformedBody {
      Json.require(
          json.currentToken() == JsonToken.VALUE_STRING,
          json.currentToken() + " can not be converted to a Blob");
      int from = Math.toIntExact(json.currentTokenLocation().getByteOffset()) + 1;
      int to = from;
      while (body[to] != '"' && body[to] != '\\') {
        to++;
      }
      // A solidus may be written as \/: rare enough for the slow way.
      byte[] text = body;
      if (body[to] == '\\') {
        text = json.getString().getBytes(StandardCharsets.UTF_8);
        from = 0;
        to = text.length;
      }
      return decoded(ByteBuffer.wrap(text, from, to - from));
    }

    /// What was sent in place of base64, quoted and cut short.
    private static String shown(ByteBuffer text) {
      ByteBuffer start = text.duplicate();
      start.limit(Math.min(text.limit(), text.position() + SHOWN_BYTES_MAX));
      return "'" + StandardCharsets.UTF_8.decode(start) + "'";
    }

    /// Decodes where the text lies. The JDK wraps a new array of the right size, which we keep.
    @SuppressWarnings("ByteBufferBackingArray")
    private static Bytes decoded(ByteBuffer text) throws MalformedBody {
      int length = text.remaining();
      if (length % 4 != 0) {
        throw new MalformedBody(
            shown(text)
                + " can not be converted to a Blob: Base64 encoded length is expected a multiple of"
                + " 4 bytes but found: "
                + length);
      }
      try {
        ByteBuffer decoded = Base64.getDecoder().decode(text.duplicate());
        byte[] array = decoded.array();
        return new Bytes(
            array.length == decoded.remaining()
                ? array
                : Arrays.copyOf(array, decoded.remaining()));
      } catch (IllegalArgumentException e) {
        throw new MalformedBody(
            shown(text) + " can not be converted to a Blob: Invalid Base64 character");
      }
    }
  }
}
