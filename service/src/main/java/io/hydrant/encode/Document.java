package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Message;
import java.util.UUID;

/// Writes one message: the events first, as the seed's sample does, then the *tail*, which is all
/// the rest.
final class Document {
  private static final byte[] OPEN = Frame.ascii("{\"events\":[");
  private static final byte[] BATCH_ID = Frame.ascii(",\"batch_id\":");
  private static final byte[] TIMESTAMP = Frame.ascii(",\"timestamp_unixtime_ms\":");
  private static final byte[] PRODUCTION = Frame.ascii(",\"environment\":\"production\"");
  private static final byte[] DEVELOPMENT = Frame.ascii(",\"environment\":\"development\"");
  private static final byte[] IDENTITIES = Frame.ascii(",\"user_identities\":");
  private static final int TAIL_ROOM = 2048;

  private final Frame frame;
  private final Ids ids;
  private final JsonOutput tail = new JsonOutput(TAIL_ROOM);

  Document(Frame frame, Ids ids) {
    this.frame = frame;
    this.ids = ids;
  }

  static void put(JsonOutput out, Bytes json) {
    out.put(json.array(), json.offset(), json.offset() + json.length());
  }

  /// Writes the tail of a message.
  ///
  /// @param location what `context` gains if it lacks one; empty: nothing
  JsonOutput tail(UUID id, Merged merged, Bytes location) {
    Fragment latest = merged.latest();
    tail.clear();
    tail.put(']');
    frame.head(tail, id);
    tail.put(BATCH_ID);
    Bytes own = merged.batchId();
    if (own.length() > 0) {
      put(tail, own);
    } else {
      tail.put(Ids.batch(id));
    }
    tail.put(TIMESTAMP).put(latest.receivedMillis());
    tail.put(latest.development() ? DEVELOPMENT : PRODUCTION);
    if (frame.hasIdentities()) {
      tail.put(IDENTITIES);
      merged.identities().write(tail);
    }
    frame.sourceInfo(tail, latest);
    merged.members().write(tail, location);
    tail.put('}');
    if (frame.endsLine()) {
      tail.put('\n');
    }
    return tail;
  }

  /// How many bytes an event takes, with the comma behind it.
  long eventBytes(Part part, int index) {
    FragmentParts parts = part.fragment().parts();
    long bytes = parts.eventEnd(index) - parts.eventStart(index) + 1L;
    return parts.eventIdAt(index) == FragmentParts.NONE
        ? bytes
        : bytes + JsonOutput.lengthOf(ids.event(part.sequence(), parts.eventPosition(index)));
  }

  /// The length of a message with so many bytes of events.
  long length(long eventBytes, JsonOutput tail) {
    return OPEN.length + Math.max(0, eventBytes - 1) + tail.length();
  }

  /// Begins a document.
  JsonOutput open(long eventBytes, JsonOutput tail) {
    return new JsonOutput((int) length(eventBytes, tail)).put(OPEN);
  }

  void event(JsonOutput out, Part part, int index) {
    FragmentParts parts = part.fragment().parts();
    if (out.length() > OPEN.length) {
      out.put(',');
    }
    int start = parts.eventStart(index);
    int idAt = parts.eventIdAt(index);
    if (idAt != FragmentParts.NONE) {
      out.put(parts.array(), start, idAt);
      out.put(ids.event(part.sequence(), parts.eventPosition(index)));
      start = idAt;
    }
    out.put(parts.array(), start, parts.eventEnd(index));
  }

  Message close(JsonOutput out, JsonOutput tail, UUID id, int count) {
    out.put(tail.array(), 0, tail.length());
    return new Message(id, Bytes.of(out.array(), 0, out.length()), count);
  }
}
