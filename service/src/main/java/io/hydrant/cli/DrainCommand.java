package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `drain`: a running service takes nothing more, and what it has is delivered.
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = "Have a running service take nothing more, and wait until it has delivered all.",
    footer = {
      "",
      "Batches are answered 503 with Retry-After and /readyz says so, until --cancel or a restart. What",
      "waits for its window or its session still waits for that: with the default batchInterval ten",
      "minutes. Exit code 0 when nothing waits any more; 1 when the time is up, or what is left cannot",
      "be sent now (paused, blocked, disabled, removed). What is left is on disk.",
      "",
      "Examples:",
      "  hydrant drain --timeout 15m",
      "  hydrant drain --cancel"
    })
final class DrainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Set<String> SENDING = Set.of("sending", "throttled", "failing");

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Spans.class,
      description = "Wait no longer than this, like 15m (default: for as long as it takes).")
  private @Nullable Duration timeout;

  @Option(names = "--cancel", description = "Have it take batches again.")
  private boolean cancel;

  DrainCommand(World world) {
    this.world = world;
  }

  /// What waits.
  ///
  /// @param sent events of connections that send
  /// @param held events of those that do not
  /// @param holders their names
  private record Rest(long sent, long held, Set<String> holders) {}

  @Override
  public Integer call() throws InterruptedException {
    if (cancel) {
      service.order(world, "/api/drain/cancel", "{}");
      world.output().out().println("Batches are taken again.");
      return ExitCode.DONE;
    }
    service.order(world, "/api/drain", "{}");
    long begin = world.clock().nanos();
    long said = -1;
    Rest rest = rest();
    while (rest.sent() > 0) {
      if (rest.sent() != said) {
        said = rest.sent();
        world.output().out().println("waiting: " + said + " events");
      }
      if (timeout != null && world.clock().nanos() - begin >= timeout.toNanos()) {
        throw new CommandFailure(
            ExitCode.FAILED, "the time is up: " + said + " events wait, on disk (--cancel)");
      }
      world.clock().parkUntil(world.clock().nanos() + LOOK_NANOS);
      rest = rest();
    }
    if (rest.held() > 0) {
      throw new CommandFailure(
          ExitCode.FAILED,
          rest.held()
              + " events cannot be sent now, they wait on disk: "
              + String.join(", ", rest.holders())
              + " (hydrant connections says why)");
    }
    world.output().out().println("Nothing waits. Batches are answered 503 until --cancel.");
    return ExitCode.DONE;
  }

  private Rest rest() throws InterruptedException {
    JsonIndex answer = service.get(world, "/api/connections", PATIENCE);
    int connections = answer.find(0, JsonName.of("connections"));
    long sent = 0;
    long held = 0;
    Set<String> holders = new TreeSet<>();
    for (int line = answer.first(connections); line != NONE; line = answer.next(line)) {
      long waiting = Long.parseLong(answer.raw(answer.find(line, JsonName.of("waiting"))));
      if (SENDING.contains(answer.string(answer.find(line, JsonName.of("state"))))) {
        sent += waiting;
      } else if (waiting > 0) {
        held += waiting;
        holders.add(answer.string(answer.find(line, JsonName.of("name"))));
      }
    }
    return new Rest(sent, held, holders);
  }
}
