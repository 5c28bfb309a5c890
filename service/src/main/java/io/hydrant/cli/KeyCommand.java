package io.hydrant.cli;

import io.hydrant.console.Passwords;
import io.hydrant.platform.Chance;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/// `key`: makes what the configuration keeps of a secret.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Make what the configuration keeps of a secret.",
    footer = {"", "Example:", "  hydrant key password > ada.hash"})
final class KeyCommand {
  private final World world;

  KeyCommand(World world) {
    this.world = world;
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
