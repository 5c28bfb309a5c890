package io.hydrant.cli;

import io.hydrant.platform.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A person at a command line, who sees what the last command said. No command starts a service
/// here, unless the test says how.
public final class Prompt {
  private final World.Starter starter;
  private byte[] in = {};
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Prompt() {
    this((configuration, onLost) -> {
      throw new IOException("not here");
    });
  }

  public Prompt(World.Starter starter) {
    this.starter = starter;
  }

  /// The next commands are given this to read.
  public Prompt given(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /// Runs a command; its exit code.
  public int run(String... words) {
    out.reset();
    err.reset();
    World world =
        new World(
            "1",
            starter,
            Clock.system(),
            Map.of(),
            new ByteArrayInputStream(in),
            new World.Output(stream(out), stream(err), false));
    return Commands.run(world, words);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// What the last command wrote to standard output.
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// What the last command wrote to standard error.
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// Both of them.
  public String said() {
    return out() + err();
  }
}
