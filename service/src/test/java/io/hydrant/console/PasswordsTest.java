package io.hydrant.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import org.junit.jupiter.api.Test;

/// Hashes of passwords are those of everybody else.
class PasswordsTest {
  /// Of "password"; source: the tests of the reference implementation, P-H-C/phc-winner-argon2.
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    assertThat(Passwords.isRight("password", REFERENCE)).isTrue();
    assertThat(Passwords.isRight("Password", REFERENCE)).isFalse();
    assertThat(Passwords.isNobodys("password")).isFalse();
  }

  @Test
  void theCommandPrintsAHash_ofNothingTooShort() {
    Prompt prompt = new Prompt().given("fifteen letters\n");
    assertThat(prompt.run("key", "password")).as(prompt.said()).isZero();
    String hash = prompt.out().strip();
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Passwords.isRight("fifteen letters", hash)).isTrue();
    assertThat(prompt.given("fourteen chars\n").run("key", "password")).isEqualTo(2);
    assertThat(prompt.err()).contains("at least 15 characters").doesNotContain("fourteen");
  }
}
