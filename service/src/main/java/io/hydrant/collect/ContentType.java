package io.hydrant.collect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a `Content-Type` is one the Events API takes: JSON in UTF-8, or not said.
public final class ContentType {
  private ContentType() {}

  /// Whether a header, null when there is none, says so.
  public static boolean isJson(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return true;
    }
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=") && !isUtf8(parameter.substring("charset=".length()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(String charset) {
    String bare = charset.replace("\"", "").strip();
    return bare.equals("utf-8") || bare.equals("utf8");
  }
}
