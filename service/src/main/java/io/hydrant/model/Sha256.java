package io.hydrant.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, which every JDK has.
public final class Sha256 {
  private Sha256() {}

  /// A digest that has taken nothing yet.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The 32 bytes that stand for `bytes`.
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }
}
