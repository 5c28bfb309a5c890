package io.hydrant.platform;

import java.security.Security;

/// For how long the JVM goes by what a host name resolved to. Its own files may say for ever, and
/// then an endpoint that moves is never found again.
public final class Names {
  private static final int FOUND_SECONDS = 30;
  private static final int MISSING_SECONDS = 5;

  private Names() {}

  /// Has names looked up anew soon after they change. To be called before the first is looked up.
  public static void lookUpAnew() {
    Security.setProperty("networkaddress.cache.ttl", Integer.toString(FOUND_SECONDS));
    Security.setProperty("networkaddress.cache.negative.ttl", Integer.toString(MISSING_SECONDS));
    Security.setProperty("networkaddress.cache.stale.ttl", "0");
  }
}
