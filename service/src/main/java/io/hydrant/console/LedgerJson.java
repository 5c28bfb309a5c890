package io.hydrant.console;

import io.hydrant.store.Audit;
import io.hydrant.store.LedgerLine;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The ledger as `GET /api/ledger` gives it.
final class LedgerJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private LedgerJson() {}

  static String of(List<LedgerLine> lines) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("connections");
      lines.forEach(line -> write(line, json));
      json.writeEndArray();
      json.writeBooleanProperty("balanced", lines.stream().allMatch(LedgerLine::balanced));
      json.writeEndObject();
    }
    return text.toString();
  }

  /// The same, each connection with what an audit found beside it.
  static String audited(List<Audit> audits) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("connections");
      for (Audit audit : audits) {
        json.writeStartObject();
        members(audit.ledger(), json);
        found(audit, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanProperty(
          "balanced", audits.stream().allMatch(audit -> audit.ledger().balanced()));
      json.writeBooleanProperty("agrees", audits.stream().allMatch(Audit::agrees));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void found(Audit audit, JsonGenerator json) {
    json.writeObjectPropertyStart("audit");
    json.writeBooleanProperty("agrees", audit.agrees());
    json.writeNumberProperty("rows", audit.rows());
    json.writeNumberProperty("pending", audit.waiting().pending());
    json.writeNumberProperty("sessions", audit.waiting().sessions());
    json.writeNumberProperty("bytes", audit.waiting().bytes());
    json.writeNumberProperty("ledgerBytes", audit.ledger().waitingBytes());
    json.writeNumberProperty("dead", audit.dead().count());
    json.writeNumberProperty("deadBytes", audit.dead().bytes());
    json.writeNumberProperty("ledgerDeadBytes", audit.ledger().deadLetters().bytes());
    json.writeNumberProperty("closedMissing", audit.closedMissing());
    json.writeEndObject();
  }

  private static void write(LedgerLine line, JsonGenerator json) {
    json.writeStartObject();
    members(line, json);
    json.writeEndObject();
  }

  private static void members(LedgerLine line, JsonGenerator json) {
    json.writeStringProperty("name", line.connection());
    json.writeNumberProperty("accepted", line.accepted());
    json.writeNumberProperty("duplicates", line.duplicates());
    json.writeObjectPropertyStart("filtered");
    for (Map.Entry<String, Long> entry : new TreeMap<>(line.filtered()).entrySet()) {
      json.writeNumberProperty(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("waiting");
    json.writeNumberProperty("pending", line.pending());
    json.writeNumberProperty("sessions", line.sessions());
    json.writeEndObject();
    json.writeNumberProperty("delivered", line.delivered());
    json.writeNumberProperty("dead", line.dead());
    json.writeNumberProperty("discarded", line.discarded());
    if (line.erased() != 0) {
      json.writeNumberProperty("erased", line.erased());
    }
  }
}
