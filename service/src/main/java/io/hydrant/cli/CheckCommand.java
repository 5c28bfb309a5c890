package io.hydrant.cli;

import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `check`: whether a configuration is valid.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a configuration file: every error with its line and column.",
    footer = {
      "",
      "Examples:",
      "  hydrant check --offline",
      "  hydrant check --config /etc/hydrant.yaml --offline"
    })
final class CheckCommand implements Callable<Integer> {
  private final World world;

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(names = "--offline", description = "Ask nobody: only the file is checked.")
  private boolean offline;

  CheckCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    if (!offline) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, "checking against AWS is not yet supported; use --offline");
    }
    Configuration valid = configuration.load(world.environment());
    PrintStream out = world.output().out();
    out.printf("%s is valid%n", configuration.file());
    out.printf(
        "  batches to http://%s, console on http://%s%n", valid.collector(), valid.console());
    for (Connection connection : valid.connections()) {
      out.printf(
          "  %s: %s -> %s in %s%n",
          connection.name(),
          String.join(", ", connection.inputs()),
          connection.delivery().deliveryStreamName(),
          connection.delivery().awsRegion());
    }
    return ExitCode.DONE;
  }
}
