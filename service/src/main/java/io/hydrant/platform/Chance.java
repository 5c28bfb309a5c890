package io.hydrant.platform;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Where randomness comes from: a secure generator in production, a seeded one in the simulator.
public final class Chance {
  private final RandomGenerator generator;

  private Chance(RandomGenerator generator) {
    this.generator = generator;
  }

  /// The operating system's, fit for secrets.
  public static Chance secure() {
    return new Chance(new SecureRandom());
  }

  /// Repeatable, for tests.
  public static Chance of(RandomGenerator seeded) {
    return new Chance(seeded);
  }

  /// `length` random bytes.
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    generator.nextBytes(bytes);
    return bytes;
  }

  /// Evenly from 0 (included) to `bound` (excluded, positive).
  public long below(long bound) {
    return generator.nextLong(bound);
  }
}
