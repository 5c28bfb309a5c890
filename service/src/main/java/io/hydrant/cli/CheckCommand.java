package io.hydrant.cli;

import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.FirehoseOptions;
import io.hydrant.firehose.StreamCheck;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.json.Indented;
import io.hydrant.settings.Access;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `check`: whether a configuration is valid, and whether AWS does what it asks for.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a configuration file, then ask AWS about each connection's stream.",
    footer = {
      "",
      "Every error of the file is named with its line and column. Then, for each connection and",
      "with its credentials: does the stream exist, is it ACTIVE, does it take records, who does AWS",
      "think we are, and what must be allowed. No record is put unless --put says so.",
      "Exit code 3 when the file is not valid, 1 when a stream is not ready.",
      "",
      "Examples:",
      "  hydrant check",
      "  hydrant check --config /etc/hydrant.yaml --offline",
      "  hydrant check --put --connection app-events"
    })
final class CheckCommand implements Callable<Integer> {
  private final World world;

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Mixin private final ConnectionOption only = new ConnectionOption();

  @Option(names = "--offline", description = "Ask nobody: only the file is checked.")
  private boolean offline;

  @Option(names = "--put", description = "Put a record on each stream, too.")
  private boolean put;

  CheckCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Configuration valid = configuration.load(world.environment());
    PrintStream out = world.output().out();
    out.printf("%s is valid%n", configuration.file());
    Access access = valid.access();
    out.printf("  batches to %s, console on %s%n", access.collector(), access.console());
    try (AmazonFirehose amazon = AmazonFirehose.open(world.clock(), FirehoseOptions.STANDARD)) {
      amazon.allow(valid.outbound());
      boolean isWell = true;
      for (Connection connection : only.of(valid)) {
        out.printf(
            "  %s: %s -> %s in %s%n",
            connection.name(),
            String.join(", ", connection.inputs()),
            connection.delivery().deliveryStreamName(),
            connection.delivery().awsRegion());
        isWell &= offline || isWell(amazon, connection);
      }
      return isWell ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private boolean isWell(AmazonFirehose amazon, Connection connection) {
    List<Finding> findings = StreamCheck.of(amazon, connection.delivery(), put);
    PrintStream out = world.output().out();
    Paint paint = Paint.of(world);
    for (Finding finding : findings) {
      Boolean isGood = finding.isGood();
      String mark =
          isGood == null
              ? ""
              : isGood ? paint.green("ok") + "       " : paint.bold("PROBLEM") + "  ";
      out.println("    " + mark + finding.text());
      if (!finding.paste().isEmpty()) {
        out.println(Indented.of(finding.paste()).indent(6).stripTrailing());
      }
    }
    return StreamCheck.isWell(findings);
  }
}
