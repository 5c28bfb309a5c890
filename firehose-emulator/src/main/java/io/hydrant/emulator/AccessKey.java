package io.hydrant.emulator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key that may sign calls, long-lived or of a session, with what its policy allows.
///
/// @param id the access key id, as in `Credential=`
/// @param secret what signs; never printed
/// @param sessionToken what `X-Amz-Security-Token` must say; null when the key is long-lived
/// @param expires when a session's key stops working; null for never
/// @param allowed the operations its policy allows
public record AccessKey(
    String id,
    String secret,
    @Nullable String sessionToken,
    @Nullable Instant expires,
    Set<Operation> allowed) {

  /// The key an emulator knows when nobody names another.
  public static final AccessKey LOCAL =
      of("AKIAEMULATOR00000000", "emulator/only/works/on/localhost");

  public AccessKey {
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException("access key id and secret must not be empty");
    }
    allowed = Set.copyOf(allowed);
  }

  /// A long-lived key that may do everything.
  public static AccessKey of(String id, String secret) {
    return new AccessKey(id, secret, null, null, EnumSet.allOf(Operation.class));
  }

  /// The same key as one of a session.
  public AccessKey inSession(String token, Instant until) {
    return new AccessKey(id, secret, token, until, allowed);
  }

  /// The same key under a policy that allows only these operations.
  public AccessKey allowing(Set<Operation> operations) {
    return new AccessKey(id, secret, sessionToken, expires, operations);
  }

  @Override
  public String toString() {
    return "AccessKey[" + id + ", allowed=" + allowed + "]";
  }
}
