package io.hydrant.console;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.hydrant.platform.Chance;
import java.nio.charset.StandardCharsets;

/// Hashes of passwords: Argon2id, which takes 19 MiB and two passes a guess. A service that is
/// asked for many checks one after the other, so that logins take that memory once.
public final class Passwords {
  /// The shortest that is taken for a new one; nothing is asked of what it is made of.
  public static final int CHARACTERS_MIN = 15;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /// Of no password; checked for who is not known, so that he learns no name by how long it takes.
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private Passwords() {}

  /// The hash of a password, for the configuration.
  public static String hash(String password, Chance chance) {
    Argon2Function argon2 =
        Argon2Function.getInstance(
            MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
    return argon2
        .hash(password.getBytes(StandardCharsets.UTF_8), chance.bytes(SALT_BYTES))
        .getResult();
  }

  static synchronized boolean isRight(String password, String hash) {
    return Argon2Function.getInstanceFromHash(hash)
        .check(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /// Takes as long as a password that is wrong.
  static boolean isNobodys(String password) {
    return isRight(password, NOBODY);
  }
}
