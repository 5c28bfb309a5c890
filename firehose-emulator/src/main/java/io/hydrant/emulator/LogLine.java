package io.hydrant.emulator;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// One line of a log file.
final class LogLine {
  private final JsonParser json;
  private @Nullable String stream;
  private @Nullable String type;
  private @Nullable String requestId;
  private @Nullable String invocationId;
  private byte @Nullable [] data;
  private long seed;
  private long created = -1;
  private long deleted = -1;
  private long time;
  private long position;

  private LogLine(JsonParser json) {
    this.json = json;
  }

  /// What the lines of a file tell, in order.
  interface Reader {
    void started(String stream, long seed);

    void created(StreamType type, Instant time);

    void deleted(Instant time);

    void record(PutCall call, StreamLog.Taken taken) throws MalformedBody;
  }

  static byte[] started(String stream, long seed) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("stream", stream);
      json.writeNumberProperty("seed", seed);
      json.writeEndObject();
    });
  }

  static byte[] created(DeliveryStream.Birth birth) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeNumberProperty("created", birth.time().toEpochMilli());
      json.writeStringProperty("type", birth.type().text());
      json.writeEndObject();
    });
  }

  static byte[] deleted(Instant time) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeNumberProperty("deleted", time.toEpochMilli());
      json.writeEndObject();
    });
  }

  static byte[] record(PutCall call, StreamLog.Taken taken) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeNumberProperty("time", call.time().toEpochMilli());
      json.writeStringProperty("requestId", call.requestId());
      if (call.invocationId() != null) {
        json.writeStringProperty("invocationId", call.invocationId());
      }
      json.writeNumberProperty("position", taken.position());
      json.writeBinaryProperty("data", taken.data().array());
      json.writeEndObject();
    });
  }

  static void read(byte[] line, Reader reader) throws MalformedBody {
    Json.document(line, json -> new LogLine(json).parsed()).tell(reader);
  }

  private LogLine parsed() throws MalformedBody {
    Json.members(json, this::member);
    return this;
  }

  private void member(String name) throws MalformedBody {
    switch (name) {
      case "stream" -> stream = Json.text(json);
      case "seed" -> seed = Json.whole(json);
      case "created" -> created = Json.whole(json);
      case "type" -> type = Json.text(json);
      case "deleted" -> deleted = Json.whole(json);
      case "time" -> time = Json.whole(json);
      case "requestId" -> requestId = Json.text(json);
      case "invocationId" -> invocationId = Json.text(json);
      case "position" -> position = Json.whole(json);
      case "data" -> data = decoded(Json.text(json));
      default -> throw new MalformedBody("unknown member " + name);
    }
  }

  private static byte[] decoded(String base64) throws MalformedBody {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new MalformedBody("data is not base64");
    }
  }

  private void tell(Reader reader) throws MalformedBody {
    StreamType known = type == null ? null : StreamType.named(type);
    if (data != null && requestId != null) {
      PutCall call = new PutCall(requestId, invocationId, Instant.ofEpochMilli(time));
      reader.record(call, new StreamLog.Taken(Math.toIntExact(position), new Bytes(data)));
    } else if (stream != null) {
      reader.started(stream, seed);
    } else if (created >= 0 && known != null) {
      reader.created(known, Instant.ofEpochMilli(created));
    } else if (deleted >= 0) {
      reader.deleted(Instant.ofEpochMilli(deleted));
    } else {
      throw new MalformedBody("not a line of a log");
    }
  }
}
