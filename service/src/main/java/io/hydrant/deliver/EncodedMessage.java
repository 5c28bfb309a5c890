package io.hydrant.deliver;

import io.hydrant.model.Bytes;
import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.Tries;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/// A message that waits encoded: its id, the inputs whose batches are in it, then its document.
///
/// @param inputs by name
record EncodedMessage(Message message, Set<String> inputs) {
  EncodedMessage {
    inputs = Set.copyOf(inputs);
  }

  RowValue row(Tries tries) {
    return RowValue.of(Row.Kind.MESSAGE, message.count(), tries, message.stored(inputs));
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
