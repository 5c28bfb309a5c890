package io.hydrant.cli;

import io.hydrant.platform.Chance;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.Salvage;
import io.hydrant.store.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `store`: the data directory of a service that does not run.
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Check the store of a service that does not run, or salvage a damaged one.",
    footer = {
      "",
      "Examples:",
      "  hydrant store verify --config /etc/hydrant/hydrant.yaml",
      "  hydrant store salvage --data /var/lib/hydrant --to /var/lib/hydrant-salvaged"
    })
final class StoreCommand {
  private final World world;

  StoreCommand(World world) {
    this.world = world;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Read all of a store: checksums, every row, and whether the ledger says what lies there.",
        "Exit code 0 when all is well, 1 when not."
      },
      footer = {"", "Example:", "  hydrant store verify --data /var/lib/hydrant"})
  int verify(
      @Mixin ConfigurationOption configuration,
      @Option(
              names = "--data",
              paramLabel = "DIR",
              description = "The data directory (default: what the configuration says).")
          @Nullable Path data)
      throws IOException {
    Path at = data == null ? configuration.load(world.environment()).storage().data() : data;
    try (DataDirectory locked = lock(at)) {
      Verification verified = Verification.of(locked, world.clock());
      if (!verified.findings().isEmpty()) {
        throw new CommandFailure(ExitCode.FAILED, verified.findings());
      }
      world.output().out().println(at + " is whole: " + verified.rows() + " rows.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "salvage",
      mixinStandardHelpOptions = true,
      description = {
        "Copy what can be read of a damaged store into a new data directory, and say what is lost.",
        "The old one stays as it is."
      },
      footer = {
        "",
        "What the ledger counts and is not there is counted as discarded.",
        "",
        "Example:",
        "  hydrant store salvage --data /var/lib/hydrant --to /var/lib/hydrant-salvaged"
      })
  int salvage(
      @Option(
              names = "--data",
              paramLabel = "OLD",
              required = true,
              description = "The damaged data directory.")
          Path old,
      @Option(
              names = "--to",
              paramLabel = "NEW",
              required = true,
              description = "The new data directory, empty or not there.")
          Path to)
      throws IOException {
    try (DataDirectory locked = lock(old)) {
      Salvage salvaged = Salvage.of(locked, to, Chance.secure());
      PrintStream out = world.output().out();
      salvaged.gaps().forEach(out::println);
      out.println("Salvaged " + salvaged.rows() + " rows to " + to + ", under a new store id.");
      Table table = new Table(List.of("connection", "#waiting", "#dead", "#lost"));
      for (Salvage.Line line : salvaged.lines()) {
        table.add(
            List.of(line.connection(), "" + line.waiting(), "" + line.dead(), "" + line.lost()));
      }
      table.print(world);
      return ExitCode.DONE;
    }
  }

  private static DataDirectory lock(Path data) throws IOException {
    if (!Files.isDirectory(data.resolve("store"))) {
      throw new CommandFailure(ExitCode.FAILED, data + " is no data directory");
    }
    return DataDirectory.lock(data);
  }
}
