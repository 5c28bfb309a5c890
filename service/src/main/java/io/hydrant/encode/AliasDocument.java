package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import java.util.UUID;

/// An alias as a connection forwards it: one document.
public final class AliasDocument {
  private static final byte[] OPEN = Frame.ascii("{\"message_type\":\"alias\",\"message_id\":\"");
  private static final byte[] SCHEMA_VERSION = Frame.ascii("\",\"schema_version\":");
  private static final byte[] TIMESTAMP = Frame.ascii(",\"timestamp_unixtime_ms\":");
  private static final byte[] ENVIRONMENT = Frame.ascii(",\"environment\":\"");
  private static final byte[] ALIAS = Frame.ascii(",\"alias\":{");
  private static final byte[] REQUEST_ID = Frame.ascii("\"request_id\":");
  private static final byte[] DATA = Frame.ascii("\"data\":");
  private static final int ROOM = 512;
  private static final int COUNT = 1;

  private AliasDocument() {}

  /// Its message. The id says where it came from, when, and what it is: an alias that is sent again
  /// is recognised before.
  public static Message of(UUID storeId, int connection, Content content, Alias alias) {
    Frame frame = new Frame(content);
    UUID id = new Ids(storeId, connection).alias(alias);
    JsonOutput out = new JsonOutput(alias.data().length() + ROOM);
    out.put(OPEN).put(Frame.ascii(id.toString())).put(SCHEMA_VERSION).put(content.schemaVersion());
    out.put(TIMESTAMP).put(alias.origin().receivedMillis()).put(ENVIRONMENT);
    out.put(Frame.ascii(alias.isDevelopment() ? "development" : "production")).put('"');
    frame.sourceInfo(out, alias.origin().channel(), Frame.NULL, false);
    out.put(ALIAS);
    Bytes requestId = alias.requestId();
    if (requestId != null) {
      out.put(REQUEST_ID);
      Document.put(out, requestId);
      out.put(',');
    }
    out.put(DATA);
    Document.put(out, oneLine(alias.data()));
    out.put('}').put('}');
    if (frame.endsLine()) {
      out.put('\n');
    }
    return new Message(id, Bytes.of(out.toArray()), COUNT);
  }

  /// A line break can only be white space between tokens: a document must not contain what ends it.
  private static Bytes oneLine(Bytes json) {
    byte[] text = json.toArray();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        text[i] = ' ';
      }
    }
    return Bytes.of(text);
  }
}
