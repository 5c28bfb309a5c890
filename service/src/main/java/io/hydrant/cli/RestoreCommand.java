package io.hydrant.cli;

import io.hydrant.platform.Chance;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Restoration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restore`: a new data directory of a backup.
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Check a backup and make a new data directory of it.",
    footer = {
      "",
      "The backup is read only. What waited when it was taken waits again, so what was delivered",
      "since is sent twice, under other message ids: the command says how much at most.",
      "",
      "Examples:",
      "  hydrant restore /backups/2026-01-31 --data /var/lib/hydrant",
      "  hydrant restore /backups/2026-01-31 --data /var/lib/hydrant --json"
    })
final class RestoreCommand implements Callable<Integer> {
  private final World world;

  @Parameters(paramLabel = "DIR", description = "The backup.")
  private Path backup = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "NEW",
      required = true,
      description = "The data directory, empty or not there.")
  private Path data = Path.of("");

  @Option(names = "--json", description = "One JSON object a line for each connection.")
  private boolean json;

  RestoreCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    Restoration restored = Restoration.of(backup, data, Chance.secure());
    PrintStream out = world.output().out();
    if (json) {
      restored.ledger().forEach(line -> out.println(json(line)));
      return ExitCode.DONE;
    }
    out.println(
        "Restored to "
            + data
            + " as it was at "
            + restored.asOf().truncatedTo(ChronoUnit.SECONDS)
            + ", under a new store id.");
    Table table = new Table(List.of("connection", "#waiting", "#dead"));
    long waiting = 0;
    for (LedgerLine line : restored.ledger()) {
      table.add(List.of(line.connection(), "" + waiting(line), "" + line.dead()));
      waiting += waiting(line);
    }
    table.print(world);
    out.println(
        "Of the "
            + waiting
            + " that waited, those delivered after that time are sent twice, under");
    out.println("other message ids. What was accepted after that time is not in it.");
    return ExitCode.DONE;
  }

  private static long waiting(LedgerLine line) {
    return line.pending() + line.sessions();
  }

  private static String json(LedgerLine line) {
    return ServiceOption.json(
        "connection", line.connection(), "waiting", waiting(line), "dead", line.dead());
  }
}
