package io.hydrant.cli;

import io.hydrant.console.Passwords;
import io.hydrant.model.Sha256;
import io.hydrant.platform.Chance;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `key`: makes what the configuration keeps of a secret.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Make what the configuration keeps of a secret.",
    footer = {
      "",
      "Examples:",
      "  hydrant key new --name web-shop",
      "  hydrant key password > ada.hash"
    })
final class KeyCommand {
  /// By which programs that look for secrets in repositories know one of these.
  private static final String SECRET_PREFIX = "hyd_";

  private static final String YAML =
      """
      inputs:
        - name: "%s"
          key: %s
          secretSha256: "%s"

      # The secret, for the clients. It is not shown again:
      # %s
      """;

  private static final String JSON =
      """
      {"name":"%s","key":"%s","secretSha256":"%s","secret":"%s"}
      """;

  private static final String KEY_PREFIX = "key-";
  private static final int SECRET_BYTES = 24;
  private static final int KEY_BYTES = 8;
  private static final String NAME_FORM = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";

  private final World world;

  KeyCommand(World world) {
    this.world = world;
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = "Make the key and the secret of a new input, or another secret of one.",
      footer = {
        "",
        "The configuration keeps the hash; the secret is shown this once, for the clients. To change",
        "the secret of an input, write the new hash beside the old one, secretSha256: [OLD, NEW], and",
        "take the old one out when no client uses it any more. Mobile SDKs sign with their secret:",
        "an input of platforms android and ios needs secret itself in place of its hash.",
        "",
        "Examples:",
        "  hydrant key new --name web-shop",
        "  hydrant key new --json"
      })
  int create(
      @Option(
              names = "--name",
              paramLabel = "N",
              defaultValue = "new-input",
              description = "What the input is called (default: ${DEFAULT-VALUE}).")
          String name,
      @Option(names = "--json", description = "One JSON object.") boolean json) {
    if (!name.matches(NAME_FORM)) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "--name: expected 1 to 64 letters, digits, _ . - that start with a letter or digit");
    }
    Chance chance = Chance.secure();
    String key = KEY_PREFIX + HexFormat.of().formatHex(chance.bytes(KEY_BYTES));
    String secret =
        SECRET_PREFIX
            + Base64.getUrlEncoder().withoutPadding().encodeToString(chance.bytes(SECRET_BYTES));
    String hash = HexFormat.of().formatHex(Sha256.of(secret.getBytes(StandardCharsets.UTF_8)));
    world.output().out().print((json ? JSON : YAML).formatted(name, key, hash, secret));
    return ExitCode.DONE;
  }

  // JDK 22 to 24 always had a console, 25 has one only where there is a terminal.
  @SuppressWarnings("SystemConsoleNull")
  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Ask for a password, or read a line, and print its hash.",
      footer = {
        "",
        "The hash (Argon2id) is what console.users[].password of the configuration takes.",
        "",
        "Examples:",
        "  hydrant key password",
        "  hydrant key password < password.txt > ada.hash"
      })
  int password() throws IOException {
    Console terminal = System.console();
    String password =
        world.output().isTerminal() && terminal != null
            ? new String(terminal.readPassword("Password: "))
            : line();
    if (password.codePointCount(0, password.length()) < Passwords.CHARACTERS_MIN) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "a password has at least "
              + Passwords.CHARACTERS_MIN
              + " characters; any will do, and several words are easy to remember");
    }
    world.output().out().println(Passwords.hash(password, Chance.secure()));
    return ExitCode.DONE;
  }

  private String line() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(world.in(), StandardCharsets.UTF_8));
    String line = in.readLine();
    return line == null ? "" : line;
  }
}
