package io.hydrant.console;

import io.hydrant.settings.User;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A person who is signed in, for a while.
///
/// @param who stands in the audit log: the user's name; for the token, something that nothing can
///   be done with
/// @param user as he was when he signed in; null when it was by the token
/// @param csrf stands in every form, and comes back with it
/// @param openedMillis when it began, Unix milliseconds
/// @param usedMillis when it was last used
public record SignIn(
    String who, @Nullable User user, String csrf, long openedMillis, long usedMillis) {
  private static final int WHO_BYTES = 4;

  /// One by the token.
  static SignIn of(byte[] digest, String csrf, long millis) {
    String who = HexFormat.of().formatHex(digest, 0, WHO_BYTES);
    return new SignIn(who, null, csrf, millis, millis);
  }

  static SignIn of(User user, String csrf, long millis) {
    return new SignIn(user.name(), user, csrf, millis, millis);
  }

  SignIn usedAt(long millis) {
    return new SignIn(who, user, csrf, openedMillis, millis);
  }

  /// Whether he may act and see content; others look, and what they see is masked.
  public boolean isOperator() {
    return user == null || user.isOperator();
  }
}
