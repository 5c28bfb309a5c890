package io.hydrant.collect;

import io.hydrant.model.Sha256;
import io.hydrant.settings.Input;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may send: HTTP Basic with an input's key and secret.
///
/// A key that is not known costs the same as a wrong secret, and digests are compared whole, so
/// that time tells nothing. Immutable, safe for many threads.
final class Keys {
  private static final String SCHEME = "Basic ";

  /// What stands for the secret of a key that is not known: nothing has this digest.
  private static final byte[] NO_DIGEST = new byte[32];

  /// Whether a request may come in.
  sealed interface Admission {

    /// It is this input's.
    record Admitted(Input input) implements Admission {}

    /// It does not say whose it is.
    record Anonymous() implements Admission {}

    /// What it says is wrong.
    record Refused() implements Admission {}
  }

  private final Map<String, Input> inputs = new HashMap<>();
  private final Map<String, byte[]> digests = new HashMap<>();

  Keys(List<Input> all) {
    for (Input input : all) {
      inputs.put(input.key(), input);
      digests.put(input.key(), sha256(input.secret().reveal()));
    }
  }

  /// Judges an `Authorization` header.
  Admission admit(@Nullable String authorization) {
    if (authorization == null) {
      return new Admission.Anonymous();
    }
    String pair = decode(authorization);
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return new Admission.Refused();
    }
    String key = pair.substring(0, colon);
    byte[] expected = digests.getOrDefault(key, NO_DIGEST);
    boolean isRight = MessageDigest.isEqual(expected, sha256(pair.substring(colon + 1)));
    Input input = inputs.get(key);
    return isRight && input != null ? new Admission.Admitted(input) : new Admission.Refused();
  }

  /// `key:secret`, or an empty text when the header is no Basic.
  private static String decode(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return "";
    }
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      return new String(pair, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
