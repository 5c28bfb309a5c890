package io.hydrant.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The hash of a password: Argon2id, in the form that all its implementations write. No problem
/// shows it.
record PasswordHash() implements Shape<Secret> {
  static final String FORM =
      "^\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=1"
          + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,86}$";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /// What a login may take of the memory that batches need.
  private static final int MEMORY_KIB_MAX = 64 << 10;

  /// Memory times passes, about what the OWASP cheat sheet asks for at least.
  private static final int EFFORT_MIN = 35_000;

  private static final int EFFORT_MAX = 10 * MEMORY_KIB_MAX;

  @Override
  public @Nullable Secret read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    Matcher matcher = PATTERN.matcher(scalar.text());
    if (!matcher.matches()) {
      return value.refuse("expected " + words());
    }
    int memory = Integer.parseInt(matcher.group(1));
    int effort = memory * Integer.parseInt(matcher.group(2));
    if (memory > MEMORY_KIB_MAX || effort > EFFORT_MAX) {
      return value.refuse("takes more than 64 MiB or too many passes for a login: m=19456,t=2");
    }
    return effort < EFFORT_MIN
        ? value.refuse("is too cheap to guess: m=19456,t=2 is the least that is advised")
        : Secret.of(scalar.text());
  }

  @Override
  public String words() {
    return "the hash of a password (hydrant key password prints it)";
  }
}
