package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An `Authorization` header of Signature Version 4, taken apart.
///
/// @param keyId the access key id
/// @param date the scope's day, `yyyyMMdd`
/// @param signedHeaders in the order given, as given
/// @param signature hexadecimal
record Authorization(
    String keyId,
    String date,
    String region,
    String service,
    String terminator,
    List<String> signedHeaders,
    String signature) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern SEMICOLON = Pattern.compile(";");

  /// Parses the header; the exception's text is what the sender is told.
  static Authorization parse(String header, boolean hasDate) throws Incomplete {
    if (!header.startsWith(ALGORITHM + " ")) {
      throw new Incomplete("Unsupported AWS 'algorithm'; only " + ALGORITHM + " is supported.");
    }
    Map<String, String> parts = parts(header.substring(ALGORITHM.length() + 1).trim());
    List<String> missing = new ArrayList<>();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        missing.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    if (!hasDate) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!missing.isEmpty()) {
      throw new Incomplete(String.join(" ", missing));
    }
    return of(parts);
  }

  private static Authorization of(Map<String, String> parts) throws Incomplete {
    String[] credential = SLASH.split(parts.getOrDefault("Credential", ""), -1);
    if (credential.length != 5) {
      throw new Incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term.");
    }
    return new Authorization(
        credential[0],
        credential[1],
        credential[2],
        credential[3],
        credential[4],
        List.of(SEMICOLON.split(parts.getOrDefault("SignedHeaders", ""), -1)),
        parts.getOrDefault("Signature", ""));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : COMMA.split(text, -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }

  String scope() {
    return date + "/" + region + "/" + service + "/" + terminator;
  }

  /// What the header lacks.
  static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;

    Incomplete(String message) {
      super(message, null, false, false);
    }
  }
}
