package io.hydrant.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/// The part of the emulator that Firehose does not have, under `/_emulator`: what was accepted, and
/// the script of faults. Unsigned, and so only for callers that name this machine as the host: a
/// page in a browser that was led here by another name is refused.
final class Inspection {
  private static final String PREFIX = "/_emulator/";
  private static final String JSON = "application/json";
  private static final Pattern STREAM = Pattern.compile("streams/([a-zA-Z0-9_.-]+)(/records)?");
  private static final Pattern LOCAL_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
  private static final int COUNT_DEFAULT = 1_000;
  private static final long ANSWER_BYTES_MAX = 8L << 20;
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  private final Streams streams;
  private final FaultScript faults;
  private final Consumer<Fault> install;
  private final EmulatorOptions options;

  /// @param install what puts a fault in force
  Inspection(
      Streams streams, FaultScript faults, Consumer<Fault> install, EmulatorOptions options) {
    this.streams = streams;
    this.faults = faults;
    this.install = install;
    this.options = options;
  }

  static boolean concerns(AwsRequest request) {
    return request.path().startsWith(PREFIX);
  }

  Reply answer(AwsRequest request) {
    String host = request.header("host");
    if (host == null || !LOCAL_HOST.matcher(host).matches()) {
      return problem(403, "ask 127.0.0.1 or localhost");
    }
    String what = request.path().substring(PREFIX.length());
    try {
      return switch (request.method() + " " + what) {
        case "GET faults" -> json(200, this::writeFaults);
        case "POST faults" -> addFaults(request);
        case "DELETE faults" -> {
          faults.clear();
          yield json(200, this::writeFaults);
        }
        case "GET streams" -> json(200, this::writeStreams);
        default -> request.method().equals("GET") ? stream(what, request) : problem(404, what);
      };
    } catch (MalformedBody e) {
      return problem(400, e.text());
    }
  }

  private Reply addFaults(AwsRequest request) {
    try {
      Fault.parse(new String(request.body(), StandardCharsets.UTF_8), "faults").forEach(install);
      return json(200, this::writeFaults);
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private Reply stream(String what, AwsRequest request) throws MalformedBody {
    Matcher path = STREAM.matcher(what);
    if (!path.matches()) {
      return problem(404, "nothing here: " + what);
    }
    StreamLog log = streams.existingLog(path.group(1));
    if (log == null) {
      return problem(404, "there never was a delivery stream " + path.group(1));
    }
    return path.group(2) == null
        ? json(200, json -> writeStream(json, path.group(1), log))
        : records(log, Query.of(request.query()));
  }

  private Reply records(StreamLog log, Query query) throws MalformedBody {
    long from = query.number("from", 0);
    int count = (int) Math.min(Integer.MAX_VALUE, query.number("count", COUNT_DEFAULT));
    Duration wait = Duration.ofMillis(query.number("wait", 0));
    try {
      log.await(from + 1, wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem(503, "the emulator is closing");
    }
    List<StoredRecord> records = log.from(from, count);
    return json(200, json -> writeRecords(json, from, records));
  }

  private static void writeRecords(JsonGenerator json, long from, List<StoredRecord> records) {
    json.writeStartObject();
    json.writeArrayPropertyStart("records");
    long next = from;
    long bytes = 0;
    for (StoredRecord record : records) {
      if (next > from && bytes + record.data().length > ANSWER_BYTES_MAX) {
        break;
      }
      writeRecord(json, record);
      bytes += record.data().length;
      next = record.index() + 1;
    }
    json.writeEndArray();
    json.writeNumberProperty("next", next);
    json.writeEndObject();
  }

  private static void writeRecord(JsonGenerator json, StoredRecord record) {
    json.writeStartObject();
    json.writeNumberProperty("index", record.index());
    json.writeStringProperty("recordId", record.recordId());
    json.writeStringProperty("time", record.time().toString());
    json.writeStringProperty("requestId", record.requestId());
    if (record.invocationId() != null) {
      json.writeStringProperty("invocationId", record.invocationId());
    }
    json.writeNumberProperty("position", record.position());
    json.writeNumberProperty("bytes", record.data().length);
    json.writeNumberProperty("billedUnits", record.billedUnits());
    json.writeBinaryProperty("data", record.data());
    json.writeEndObject();
  }

  private void writeStreams(JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("streams");
    streams.logs().forEach((name, log) -> writeStream(json, name, log));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeStream(JsonGenerator json, String name, StreamLog log) {
    StreamTotals totals = log.totals();
    DeliveryStream stream = streams.find(name);
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty(
        "status", stream == null ? "DELETED" : stream.status(options.clock().instant()).name());
    json.writeNumberProperty("records", totals.records());
    json.writeNumberProperty("bytes", totals.bytes());
    json.writeNumberProperty("billedUnits", totals.billedUnits());
    json.writeNumberProperty("calls", totals.calls());
    json.writeEndObject();
  }

  private void writeFaults(JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("faults");
    for (FaultScript.Left left : faults.ahead()) {
      writeFault(json, left);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFault(JsonGenerator json, FaultScript.Left left) {
    Fault fault = left.fault();
    json.writeStartObject();
    json.writeStringProperty("misfortune", fault.misfortune().toString());
    if (!fault.operations().isEmpty()) {
      json.writeArrayPropertyStart("operation");
      fault.operations().forEach(operation -> json.writeString(operation.text()));
      json.writeEndArray();
    }
    if (fault.stream() != null) {
      json.writeStringProperty("stream", fault.stream());
    }
    json.writeNumberProperty("skip", left.skips());
    if (fault.isEndless()) {
      json.writeStringProperty("times", "always");
    } else {
      json.writeNumberProperty("times", left.strikes());
    }
    if (fault.when().share() < 1) {
      json.writeNumberProperty("share", fault.when().share());
    }
    if (fault.when().lasting() != null) {
      json.writeStringProperty("for", fault.when().lasting().toString());
    }
    json.writeNumberProperty("struck", left.struck());
    json.writeEndObject();
  }

  private static Reply.Answered json(int status, Consumer<JsonGenerator> body) {
    return new Reply.Answered(status, JSON, new Bytes(Json.write(body)), Manner.USUAL);
  }

  private static Reply.Answered problem(int status, String message) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("error", message);
          json.writeEndObject();
        });
  }

  /// The parameters of a URI.
  private record Query(Map<String, String> values) {
    static Query of(String query) {
      Map<String, String> values = new TreeMap<>();
      for (String part : query.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          values.put(
              part.substring(0, equals),
              URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      return new Query(values);
    }

    long number(String name, long otherwise) throws MalformedBody {
      String value = values.get(name);
      try {
        long number = value == null ? otherwise : Long.parseLong(value);
        Json.require(number >= 0, name + " must not be negative");
        return number;
      } catch (NumberFormatException e) {
        throw new MalformedBody(name + " must be a whole number, not " + value);
      }
    }
  }
}
