package io.hydrant.collect;

import io.hydrant.model.Sha256;
import io.hydrant.settings.ApiKey;
import io.hydrant.settings.Input;
import io.hydrant.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may send: HTTP Basic with an input's key and secret, and at a partner door also its token.
///
/// A key that is not known costs the same as a wrong secret, and the digests of all secrets an
/// input may have are compared whole, so that time tells nothing, not even how many there are.
/// Immutable, safe for many threads.
public final class Keys {
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  /// What stands for a secret that there is not: nothing has this digest.
  private static final byte[] NO_DIGEST = new byte[32];

  /// What opens for an input.
  ///
  /// @param digests of the secrets of which each opens it, as many as an input may have
  private record Lock(@Nullable Input input, List<byte[]> digests) {
    private static final Lock OF_NOBODY = new Lock(null, filled(List.of()));
  }

  private final Map<String, Lock> locks = new HashMap<>();
  private final Map<String, Input> partners = new HashMap<>();
  private final Map<String, Lock> partnerLocks = new HashMap<>();

  Keys(List<Input> all) {
    for (Input input : all) {
      locks.put(input.key(), new Lock(input, filled(input.apiKey().digests())));
      String partner = input.audiences().partner();
      Secret token = input.audiences().partnerToken();
      if (partner != null) {
        partners.put(partner, input);
        if (token != null) {
          partnerLocks.put(partner, new Lock(input, filled(List.of(sha256(token.reveal())))));
        }
      }
    }
  }

  private static Lock find(Map<String, Lock> among, String name) {
    return among.getOrDefault(name, Lock.OF_NOBODY);
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
    return judged(find(locks, pair.substring(0, colon)), pair.substring(colon + 1));
  }

  /// Judges a key that stands by itself, for doors that only take.
  public Admission admitPublic(@Nullable String key) {
    Input input = key == null ? null : find(locks, key).input();
    return input == null ? new Admission.Refused() : new Admission.Admitted(input);
  }

  /// Judges that of a request to the partner door of this name: by Basic only that door's own input
  /// comes in, and its token opens no other door.
  public Admission admitPartner(String name, @Nullable String authorization) {
    Input owner = partners.get(name);
    if (authorization != null && isOf(BEARER, authorization)) {
      return judged(find(partnerLocks, name), authorization.substring(BEARER.length()).strip());
    }
    Admission admission = admit(authorization);
    boolean isAnother =
        admission instanceof Admission.Admitted(Input input) && !input.equals(owner);
    return isAnother ? new Admission.Refused() : admission;
  }

  private static Admission judged(Lock lock, String secret) {
    byte[] said = sha256(secret);
    boolean isRight = false;
    for (byte[] digest : lock.digests()) {
      isRight |= MessageDigest.isEqual(digest, said);
    }
    Input input = lock.input();
    return isRight && input != null ? new Admission.Admitted(input) : new Admission.Refused();
  }

  /// `key:secret`, or an empty text when the header is no Basic.
  private static String decode(String authorization) {
    if (!isOf(BASIC, authorization)) {
      return "";
    }
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      return new String(pair, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isOf(String scheme, String authorization) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  /// As many as an input may have.
  private static List<byte[]> filled(List<byte[]> digests) {
    List<byte[]> filled = new ArrayList<>(digests);
    while (filled.size() < ApiKey.SECRETS_MAX) {
      filled.add(NO_DIGEST);
    }
    return List.copyOf(filled);
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
