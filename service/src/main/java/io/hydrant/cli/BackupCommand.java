package io.hydrant.cli;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import io.hydrant.store.Backup;
import io.hydrant.store.CopyProgress;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.DataInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `backup`: a copy of the data, of a running service or of one that does not run.
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copy the data as it is now, while the service goes on or when none runs.",
    footer = {
      "",
      "The directory is on the service's machine, and the service, where one runs, writes it. It",
      "must be empty or not there. It holds what waits, the dead letters, the ledger and what is",
      "known of people: guard it like the data directory. sha256sum --check SHA256SUMS checks it.",
      "",
      "Examples:",
      "  hydrant backup /backups/2026-01-31",
      "  hydrant backup /backups/2026-01-31 --config /etc/hydrant/hydrant.yaml --json"
    })
final class BackupCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final long SAY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final JsonName STATE = JsonName.of("state");
  private static final JsonName BYTES = JsonName.of("bytes");
  private static final JsonName OF = JsonName.of("of");
  private static final JsonName ERROR = JsonName.of("error");

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Parameters(paramLabel = "DIR", description = "Where the backup is laid.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  BackupCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path to = directory.toAbsolutePath().normalize();
    Path data = service.data(world);
    long bytes = data == null || !Files.isDirectory(data) ? ask(to) : idle(data, to);
    if (json) {
      String said = ServiceOption.json("directory", to.toString(), "bytes", bytes);
      world.output().out().println(said);
    } else {
      world.output().out().println("Backed up to " + to + ": " + bytes + " bytes.");
    }
    return ExitCode.DONE;
  }

  private long idle(Path data, Path to) throws IOException, InterruptedException {
    try (DataDirectory locked = DataDirectory.lock(data)) {
      CopyProgress progress = new CopyProgress();
      Backup.of(locked, to, progress);
      return progress.bytes();
    } catch (DataInUseException _) {
      return ask(to);
    }
  }

  private long ask(Path to) throws InterruptedException {
    service.order(world, "/api/backup", ServiceOption.json("directory", to.toString()));
    Clock clock = world.clock();
    long saidAt = clock.nanos();
    while (true) {
      JsonIndex progress = service.get(world, "/api/backup/progress", PATIENCE);
      String state = progress.string(progress.find(0, STATE));
      long bytes = number(progress, BYTES);
      switch (state) {
        case "done" -> {
          return bytes;
        }
        case "running" -> {
          if (clock.nanos() - saidAt >= SAY_NANOS) {
            world.output().err().println(bytes + " of " + number(progress, OF) + " bytes");
            saidAt = clock.nanos();
          }
          clock.parkUntil(clock.nanos() + LOOK_NANOS);
        }
        default -> throw failed(to, progress);
      }
    }
  }

  private static CommandFailure failed(Path to, JsonIndex progress) {
    int error = progress.find(0, ERROR);
    String why = error == JsonIndex.NONE ? "the service forgot it" : progress.string(error);
    return new CommandFailure(ExitCode.FAILED, "no backup to " + to + ": " + why);
  }

  private static long number(JsonIndex progress, JsonName name) {
    return Long.parseLong(progress.raw(progress.find(0, name)));
  }
}
