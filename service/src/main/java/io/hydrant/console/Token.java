package io.hydrant.console;

import io.hydrant.model.Sha256;
import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What shows that an order comes from somebody who may read the data directory: a web page or
/// another user of the machine may not. It is new at each start. Safe for many threads.
public final class Token {
  /// Its file in the data directory.
  public static final String FILE = "console.token";

  private static final String SCHEME = "Bearer ";
  private static final int BYTES = 32;

  private final byte[] digest;

  private Token(byte[] digest) {
    this.digest = digest;
  }

  /// Makes one and writes it into the data directory, for its owner's eyes.
  ///
  /// @throws IOException when it cannot be written
  public static Token make(Path data, Chance chance) throws IOException {
    String text = HexFormat.of().formatHex(chance.bytes(BYTES));
    Path file = data.resolve(FILE);
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text + "\n");
    return new Token(sha256(text));
  }

  /// Whether an `Authorization` header holds it.
  boolean isIn(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && is(authorization.substring(SCHEME.length()));
  }

  /// Whether this is it.
  public boolean is(String text) {
    return MessageDigest.isEqual(digest, sha256(text));
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
