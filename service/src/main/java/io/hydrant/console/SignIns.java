package io.hydrant.console;

import io.hydrant.model.Sha256;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.settings.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who is signed in now. A browser holds a reference, which is random and means nothing elsewhere;
/// here is its hash. All end with the process. Safe for many threads.
///
/// Where the configuration has users, they sign in by name and password, and a sign-in ends when
/// its user is left out or gets another password or role; else the token signs in. After a few
/// tries in a row that were wrong, the next is not even looked at for a while: by name and by where
/// it comes from, or, with the token, of which there is one, for all who try.
public final class SignIns {
  private static final Duration IDLE_MAX = Duration.ofMinutes(30);
  private static final Duration AGE_MAX = Duration.ofHours(12);
  private static final int REFERENCE_BYTES = 32;
  private static final int OPEN_MAX = 100;

  /// Checks of passwords that wait for each other; more are told to come back.
  private static final int CHECKS_MAX = 4;

  private static final int PASSWORD_CHARACTERS_MAX = 1_024;
  private static final String TOKEN = "token";

  private final Predicate<String> isToken;
  private final Supplier<List<User>> users;
  private final Chance chance;
  private final Clock clock;
  private final Map<String, SignIn> open = new HashMap<>();
  private final Delays delays;
  private final Semaphore checks = new Semaphore(CHECKS_MAX);

  /// @param users those of today
  public SignIns(Token token, Supplier<List<User>> users, Chance chance, Clock clock) {
    this.isToken = token::is;
    this.users = users;
    this.chance = chance;
    this.clock = clock;
    this.delays = new Delays(clock);
  }

  /// What comes of a try.
  public sealed interface Outcome {}

  /// It is the right one.
  ///
  /// @param reference for the browser to keep
  public record Opened(String reference, SignIn signIn) implements Outcome {}

  /// It is not the right one.
  public record Wrong() implements Outcome {}

  /// It was not looked at.
  public record TooSoon(Duration span) implements Outcome {}

  /// Whether people sign in by name and password.
  public boolean areByName() {
    return !users.get().isEmpty();
  }

  /// Signs in whoever has the token, while there are no users.
  public synchronized Outcome open(String token) {
    Duration left = delays.of(TOKEN);
    if (left.isPositive()) {
      return new TooSoon(left);
    }
    if (areByName() || !isToken.test(token)) {
      delays.failed(TOKEN);
      return new Wrong();
    }
    delays.succeeded(TOKEN);
    String reference = secret();
    return opened(reference, SignIn.of(digest(reference), secret(), clock.millis()));
  }

  /// Signs in a user. Takes the time of a hash, so it may not be called on an event loop.
  ///
  /// @param from where he is
  public Outcome open(String name, String password, String from) {
    List<String> whom = List.of("name " + name, "from " + from);
    Duration left = longest(whom);
    if (left.isPositive()) {
      return new TooSoon(left);
    }
    if (!checks.tryAcquire()) {
      return new TooSoon(Duration.ofSeconds(1));
    }
    try {
      User user = user(name);
      boolean isShort = password.length() <= PASSWORD_CHARACTERS_MAX;
      boolean isRight =
          isShort
              && (user == null
                  ? Passwords.isNobodys(password)
                  : Passwords.isRight(password, user.password().reveal()));
      return judged(whom, isRight ? user : null);
    } finally {
      checks.release();
    }
  }

  private synchronized Duration longest(List<String> whom) {
    return whom.stream().map(delays::of).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private synchronized Outcome judged(List<String> whom, @Nullable User user) {
    if (user == null) {
      whom.forEach(delays::failed);
      return new Wrong();
    }
    whom.forEach(delays::succeeded);
    return opened(secret(), SignIn.of(user, secret(), clock.millis()));
  }

  private @Nullable User user(String name) {
    return users.get().stream().filter(user -> user.name().equals(name)).findFirst().orElse(null);
  }

  private Opened opened(String reference, SignIn signIn) {
    open.values().removeIf(each -> isOver(each, clock.millis()));
    if (open.size() >= OPEN_MAX) {
      open.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().usedMillis()))
          .map(Map.Entry::getKey)
          .ifPresent(open::remove);
    }
    open.put(HexFormat.of().formatHex(digest(reference)), signIn);
    return new Opened(reference, signIn);
  }

  /// The one of a reference; null when there is none, or none any more.
  ///
  /// @param isUse whether a person does something: what a page does by itself keeps none open
  public synchronized @Nullable SignIn find(String reference, boolean isUse) {
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

  /// Ends one.
  public synchronized void close(String reference) {
    open.remove(HexFormat.of().formatHex(digest(reference)));
  }

  /// Ends all of somebody.
  public synchronized void closeAll(String who) {
    open.values().removeIf(signIn -> signIn.who().equals(who));
  }

  private boolean isOver(SignIn signIn, long now) {
    return now - signIn.usedMillis() >= IDLE_MAX.toMillis()
        || now - signIn.openedMillis() >= AGE_MAX.toMillis()
        || !isKnown(signIn);
  }

  /// Whether he who signed in would still be let in, as what he was.
  private boolean isKnown(SignIn signIn) {
    User user = signIn.user();
    return user == null ? !areByName() : users.get().contains(user);
  }

  private String secret() {
    return HexFormat.of().formatHex(chance.bytes(REFERENCE_BYTES));
  }

  private static byte[] digest(String reference) {
    return Sha256.of(reference.getBytes(StandardCharsets.UTF_8));
  }
}
