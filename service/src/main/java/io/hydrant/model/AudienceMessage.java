package io.hydrant.model;

import java.nio.ByteBuffer;

/// One message of an Audience connection as it waits: which audience it is of, and its document.
///
/// Its id is not kept: it follows from where the row lies, see
/// [io.hydrant.encode.Encoder#audience].
///
/// @param audience id of the audience
/// @param document ended by a newline
public record AudienceMessage(long audience, Bytes document) {
  /// What the ledger counts for one.
  public static final int COUNT = 1;

  /// Its stored form.
  public Bytes stored() {
    byte[] stored = new byte[Long.BYTES + document.length()];
    ByteBuffer.wrap(stored).putLong(audience);
    document.copyTo(stored, Long.BYTES);
    return Bytes.of(stored);
  }

  /// Reads what [#stored()] wrote.
  public static AudienceMessage of(Bytes stored) {
    long audience = ByteBuffer.wrap(stored.array(), stored.offset(), stored.length()).getLong();
    return new AudienceMessage(audience, stored.slice(Long.BYTES, stored.length()));
  }
}
