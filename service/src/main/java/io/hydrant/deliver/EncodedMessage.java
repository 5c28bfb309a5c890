package io.hydrant.deliver;

import io.hydrant.model.Bytes;
import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.Tries;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A message that waits encoded: its id, the inputs whose batches are in it, then its document.
///
/// @param inputs by name
record EncodedMessage(Message message, Set<String> inputs) {
  private static final int ID_BYTES = 16;

  EncodedMessage {
    inputs = Set.copyOf(inputs);
  }

  RowValue row(Tries tries) {
    List<Bytes> names = new ArrayList<>();
    int length = ID_BYTES + Short.BYTES + message.document().length();
    for (String input : inputs) {
      Bytes name = Bytes.utf8(input);
      names.add(name);
      length += Short.BYTES + name.length();
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putLong(message.id().getMostSignificantBits());
    out.putLong(message.id().getLeastSignificantBits());
    out.putShort((short) names.size());
    for (Bytes name : names) {
      out.putShort((short) name.length());
      out.put(name.array(), name.offset(), name.length());
    }
    Bytes document = message.document();
    out.put(document.array(), document.offset(), document.length());
    Bytes payload = Bytes.of(out.array(), 0, out.position());
    return RowValue.of(Row.Kind.MESSAGE, message.count(), tries, payload);
  }

  static EncodedMessage of(Row row) {
    Bytes payload = row.payload();
    ByteBuffer in = ByteBuffer.wrap(payload.array(), payload.offset(), payload.length());
    UUID id = new UUID(in.getLong(), in.getLong());
    Set<String> inputs = new LinkedHashSet<>();
    for (int left = in.getShort(); left > 0; left--) {
      int length = in.getShort();
      inputs.add(Bytes.of(payload.array(), in.position(), length).text());
      in.position(in.position() + length);
    }
    int at = in.position() - payload.offset();
    Bytes document = payload.slice(at, payload.length());
    return new EncodedMessage(new Message(id, document, row.count()), inputs);
  }
}
