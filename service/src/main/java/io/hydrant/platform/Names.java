package io.hydrant.platform;

import java.security.Security;

/// For how long the JVM goes by what a host name resolved to. Its own files may say for ever, and
/// then an endpoint that moves is never found again.
public final class Names {
  private static final int FOUND_SECONDS = 30;
  private static final int MISSING_SECONDS = 10;

  private Names() {}

  /// Has names looked up anew soon after they change. To be called before the first is looked up.
  public static void lookUpAnew() {
    limit("networkaddress.cache.ttl", FOUND_SECONDS);
    limit("networkaddress.cache.negative.ttl", MISSING_SECONDS);
    limit("networkaddress.cache.stale.ttl", 0);
  }

  /// What is not set is 30, 10 and 0 seconds. Setting one wakes the JDK's logging, so it is left
  /// where it need not be.
  private static void limit(String property, int seconds) {
    String set = Security.getProperty(property);
    if (set != null && !isWithin(set, seconds)) {
      Security.setProperty(property, Integer.toString(seconds));
    }
  }

  private static boolean isWithin(String set, int seconds) {
    try {
      int value = Integer.parseInt(set.strip());
      return value >= 0 && value <= seconds;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
