package io.hydrant.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A message that waits encoded: its id, the inputs whose batches are in it and their sequences,
/// then its document. The key it waits under names one sequence alone.
///
/// @param inputs by name
/// @param sequences of the batches in it; none where only the key tells
public record EncodedMessage(Message message, Set<String> inputs, List<Long> sequences) {
  private static final int ID_BYTES = 16;

  /// In the number of inputs: that sequences follow their names. Without it none do, as in what
  /// waits since before they were kept.
  private static final int HAS_SEQUENCES = 0x4000;

  public EncodedMessage {
    inputs = Set.copyOf(inputs);
    sequences = List.copyOf(sequences);
  }

  /// The stored form.
  public Bytes stored() {
    List<Bytes> names = inputs.stream().map(Bytes::utf8).toList();
    Bytes document = message.document();
    int length = ID_BYTES + Short.BYTES + document.length();
    for (Bytes name : names) {
      length += Short.BYTES + name.length();
    }
    length += sequences.isEmpty() ? 0 : Integer.BYTES + sequences.size() * Long.BYTES;
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putLong(message.id().getMostSignificantBits());
    out.putLong(message.id().getLeastSignificantBits());
    out.putShort((short) (sequences.isEmpty() ? names.size() : names.size() | HAS_SEQUENCES));
    for (Bytes name : names) {
      out.putShort((short) name.length());
      out.put(name.array(), name.offset(), name.length());
    }
    if (!sequences.isEmpty()) {
      out.putInt(sequences.size());
      sequences.forEach(out::putLong);
    }
    out.put(document.array(), document.offset(), document.length());
    return Bytes.of(out.array(), 0, out.position());
  }

  /// Reads the stored form.
  ///
  /// @param count what the ledger counts for it
  public static EncodedMessage of(Bytes stored, int count) {
    ByteBuffer in = ByteBuffer.wrap(stored.array(), stored.offset(), stored.length());
    UUID id = new UUID(in.getLong(), in.getLong());
    int head = in.getShort();
    Set<String> inputs = new LinkedHashSet<>();
    for (int left = head & ~HAS_SEQUENCES; left > 0; left--) {
      int length = in.getShort();
      inputs.add(Bytes.of(stored.array(), in.position(), length).text());
      in.position(in.position() + length);
    }
    List<Long> sequences = new ArrayList<>();
    for (int left = (head & HAS_SEQUENCES) == 0 ? 0 : in.getInt(); left > 0; left--) {
      sequences.add(in.getLong());
    }
    Bytes document = stored.slice(in.position() - stored.offset(), stored.length());
    return new EncodedMessage(new Message(id, document, count), inputs, sequences);
  }
}
