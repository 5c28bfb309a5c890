package io.hydrant.deliver;

import io.hydrant.model.Bytes;
import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.Tries;
import java.nio.ByteBuffer;
import java.util.UUID;

/// A message that waits encoded: its id, then its document.
final class EncodedMessage {
  private static final int ID_BYTES = 16;

  private EncodedMessage() {}

  static RowValue row(Message message, Tries tries) {
    byte[] payload = new byte[ID_BYTES + message.document().length()];
    ByteBuffer.wrap(payload)
        .putLong(message.id().getMostSignificantBits())
        .putLong(message.id().getLeastSignificantBits());
    message.document().copyTo(payload, ID_BYTES);
    return RowValue.of(Row.Kind.MESSAGE, message.count(), tries, Bytes.of(payload));
  }

  static Message of(Row row) {
    Bytes payload = row.payload();
    ByteBuffer id = ByteBuffer.wrap(payload.array(), payload.offset(), ID_BYTES);
    return new Message(
        new UUID(id.getLong(), id.getLong()),
        payload.slice(ID_BYTES, payload.length()),
        row.count());
  }
}
