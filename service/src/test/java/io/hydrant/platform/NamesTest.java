package io.hydrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

/// For how long names are believed, whatever the JVM was told.
class NamesTest {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String MISSING = "networkaddress.cache.negative.ttl";

  private static final String STALE = "networkaddress.cache.stale.ttl";

  private static int seconds(String property) {
    return Integer.parseInt(Security.getProperty(property));
  }

  @Test
  void aNameThatMoves_isFollowedWithinAMinute_andOneThatAppearsWithinTenSeconds() {
    Security.setProperty(FOUND, "-1");
    Security.setProperty(MISSING, "-1");
    Security.setProperty(STALE, "3600");
    Names.lookUpAnew();
    assertThat(seconds(FOUND)).isBetween(1, 60);
    assertThat(seconds(MISSING)).isBetween(0, 10);
    assertThat(seconds(STALE)).isZero();
  }
}
