package io.hydrant.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One outgoing JSON document, delimiter included.
///
/// @param id the same whenever the same content is encoded again
/// @param count events it carries for the ledger; one for a batch without events
public record Message(UUID id, Bytes document, int count) {
  private static final int ID_BYTES = 16;

  /// As it waits encoded: its id, the inputs whose batches are in it, then its document.
  ///
  /// @param inputs by name
  public Bytes stored(Set<String> inputs) {
    List<Bytes> names = new ArrayList<>();
    int length = ID_BYTES + Short.BYTES + document.length();
    for (String input : inputs) {
      Bytes name = Bytes.utf8(input);
      names.add(name);
      length += Short.BYTES + name.length();
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putLong(id.getMostSignificantBits());
    out.putLong(id.getLeastSignificantBits());
    out.putShort((short) names.size());
    for (Bytes name : names) {
      out.putShort((short) name.length());
      out.put(name.array(), name.offset(), name.length());
    }
    out.put(document.array(), document.offset(), document.length());
    return Bytes.of(out.array(), 0, out.position());
  }
}
