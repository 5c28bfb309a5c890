package io.hydrant.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may send through an input.
///
/// @param platforms whose doors its key opens
/// @param allowedOrigins the web pages that may, as browsers write an `Origin`; empty: all
/// @param feed whose feed it is; null when it is none
/// @param rejectedBytesMax how much is kept of what its SDKs sent and is invalid
/// @param signatureToleranceMillis how far from now a mobile SDK may say it signed
public record Senders(
    Set<Platform> platforms,
    List<String> allowedOrigins,
    @Nullable String feed,
    long rejectedBytesMax,
    long signatureToleranceMillis) {
  public Senders {
    platforms = Set.copyOf(platforms);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /// Whether its key opens the doors of a platform.
  public boolean include(Platform platform) {
    return platforms.contains(platform);
  }

  /// Whether a web page may send.
  ///
  /// @param origin what the browser says; null when it says none, which is no other page's doing
  public boolean allow(@Nullable String origin) {
    return origin == null || allowedOrigins.isEmpty() || allowedOrigins.contains(origin);
  }
}
