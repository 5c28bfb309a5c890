package io.hydrant.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a body is encoded. One layer only: a list of codings is not known.
///
/// `zstd` is not among them: nothing on the class path decodes it, and a native library for it
/// alone would be larger than its use. Clients that offer it are answered 415 and go on with gzip.
enum Coding {
  IDENTITY,
  GZIP,
  DEFLATE;

  /// The coding of a `Content-Encoding` header, or null when it is not known.
  static @Nullable Coding of(@Nullable String header) {
    if (header == null) {
      return IDENTITY;
    }
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }
}
