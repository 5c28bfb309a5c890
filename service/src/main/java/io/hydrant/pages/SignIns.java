package io.hydrant.pages;

import io.hydrant.console.Token;
import io.hydrant.model.Sha256;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who may act on the pages now. A browser holds a reference, which is random and means nothing
/// elsewhere; here is its hash. All end with the process. Safe for many threads.
///
/// After a few tokens in a row that were wrong, the next is not even looked at for a while, and for
/// twice as long after each one more. There is one token, so this holds for all who try.
final class SignIns {
  private static final Duration IDLE_MAX = Duration.ofMinutes(30);
  private static final Duration AGE_MAX = Duration.ofHours(12);
  private static final int REFERENCE_BYTES = 32;
  private static final int OPEN_MAX = 100;
  private static final int FAILURES_FREE = 5;
  private static final int DOUBLINGS_MAX = 8;

  private final Predicate<String> isToken;
  private final Chance chance;
  private final Clock clock;
  private final Map<String, SignIn> open = new HashMap<>();
  private int failures;
  private long nextTryMillis;

  SignIns(Token token, Chance chance, Clock clock) {
    this.isToken = token::is;
    this.chance = chance;
    this.clock = clock;
  }

  /// What comes of a try.
  sealed interface Outcome {}

  /// @param reference for the browser to keep
  record Opened(String reference) implements Outcome {}

  record Wrong() implements Outcome {}

  /// It was not looked at.
  record TooSoon(Duration span) implements Outcome {}

  /// Signs in whoever has the token.
  synchronized Outcome open(String token) {
    long now = clock.millis();
    if (now < nextTryMillis) {
      return new TooSoon(Duration.ofMillis(nextTryMillis - now));
    }
    if (!isToken.test(token)) {
      failures++;
      if (failures >= FAILURES_FREE) {
        int doublings = Math.min(failures - FAILURES_FREE, DOUBLINGS_MAX);
        nextTryMillis = now + Duration.ofSeconds(1L << doublings).toMillis();
      }
      return new Wrong();
    }
    failures = 0;
    open.values().removeIf(signIn -> isOver(signIn, now));
    if (open.size() >= OPEN_MAX) {
      open.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().usedMillis()))
          .map(Map.Entry::getKey)
          .ifPresent(open::remove);
    }
    String reference = secret();
    byte[] digest = digest(reference);
    open.put(HexFormat.of().formatHex(digest), SignIn.of(digest, secret(), now));
    return new Opened(reference);
  }

  /// The one of a reference; null when there is none, or none any more.
  ///
  /// @param isUse whether a person does something: what a page does by itself keeps none open
  synchronized @Nullable SignIn find(String reference, boolean isUse) {
    long now = clock.millis();
    String key = HexFormat.of().formatHex(digest(reference));
    SignIn signIn = open.get(key);
    if (signIn == null || isOver(signIn, now)) {
      open.remove(key);
      return null;
    }
    if (isUse) {
      open.put(key, signIn.usedAt(now));
    }
    return signIn;
  }

  synchronized void close(String reference) {
    open.remove(HexFormat.of().formatHex(digest(reference)));
  }

  private static boolean isOver(SignIn signIn, long now) {
    return now - signIn.usedMillis() >= IDLE_MAX.toMillis()
        || now - signIn.openedMillis() >= AGE_MAX.toMillis();
  }

  private String secret() {
    return HexFormat.of().formatHex(chance.bytes(REFERENCE_BYTES));
  }

  private static byte[] digest(String reference) {
    return Sha256.of(reference.getBytes(StandardCharsets.UTF_8));
  }
}
