package io.hydrant.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/// Hashes with a secret of the data directory, so that keys say nothing to whoever has no secret:
/// the first 16 bytes of SHA-256 over secret, purpose and content. Immutable, safe for many
/// threads.
public final class KeyedHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] secret;

  /// @param secret at least 16 random bytes, kept in the data directory
  public KeyedHash(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("secret of " + secret.length + " bytes, at least 16");
    }
    this.secret = secret.clone();
  }

  /// The hash of the parts; their lengths count, so that ("a","bc") and ("ab","c") differ.
  public Hash of(Bytes... parts) {
    MessageDigest sha = Sha256.digest();
    sha.update(secret);
    byte[] length = new byte[8];
    for (Bytes part : parts) {
      LONG.set(length, 0, (long) part.length());
      sha.update(length);
      sha.update(part.array(), part.offset(), part.length());
    }
    byte[] digest = sha.digest();
    return new Hash((long) LONG.get(digest, 0), (long) LONG.get(digest, 8));
  }
}
