package io.hydrant.pages;

import java.util.HexFormat;

/// A person who may act, for a while.
///
/// @param who stands in the audit log in place of a name: nothing can be done with it
/// @param csrf stands in every form, and comes back with it
/// @param openedMillis when it began, Unix milliseconds
/// @param usedMillis when it was last used
public record SignIn(String who, String csrf, long openedMillis, long usedMillis) {
  private static final int WHO_BYTES = 4;

  static SignIn of(byte[] digest, String csrf, long millis) {
    return new SignIn(HexFormat.of().formatHex(digest, 0, WHO_BYTES), csrf, millis, millis);
  }

  SignIn usedAt(long millis) {
    return new SignIn(who, csrf, openedMillis, millis);
  }
}
