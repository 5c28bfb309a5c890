package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `connections`: those of a running service, and what a person orders about them.
@Command(
    name = "connections",
    mixinStandardHelpOptions = true,
    description = "Show the connections of a running service, also removed ones that owe events.",
    footer = {
      "",
      "A connection that the configuration names no more is held with what it owes, under its name",
      "and a number; a new one of its name begins with nothing. What it owes is kept until another",
      "connection adopts it, or it is discarded.",
      "",
      "Examples:",
      "  hydrant connections",
      "  hydrant connections --json",
      "  hydrant connections pause app-events",
      "  hydrant connections resume app-events",
      "  hydrant connections adopt app-events#3 warehouse",
      "  hydrant connections discard app-events#3 --yes"
    })
final class ConnectionsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonName BLOCKED = JsonName.of("blocked");
  private static final JsonName CONNECTIONS = JsonName.of("connections");

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(names = "--json", description = "One JSON object a line for each connection.")
  private boolean json;

  ConnectionsCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonIndex answer = service.get(world, "/api/connections", PATIENCE);
    int connections = answer.find(0, CONNECTIONS);
    PrintStream out = world.output().out();
    if (json) {
      ServiceOption.printLines(world, answer, connections);
      return ExitCode.DONE;
    }
    Table table = new Table(List.of("connection", "state", "stream", "#waiting", "#bytes"));
    for (int line = answer.first(connections); line != NONE; line = answer.next(line)) {
      table.add(row(answer, line));
    }
    table.print(world);
    for (int line = answer.first(connections); line != NONE; line = answer.next(line)) {
      int blocked = answer.find(line, BLOCKED);
      if (blocked != NONE) {
        out.println();
        out.println(
            answer.string(line, JsonName.of("name"))
                + " is blocked. "
                + answer.string(blocked, JsonName.of("wrong")));
        out.println(answer.string(blocked, JsonName.of("safe")));
        out.println(answer.string(blocked, JsonName.of("cure")));
        out.println(answer.string(blocked, JsonName.of("paste")).indent(2).stripTrailing());
      }
    }
    return ExitCode.DONE;
  }

  private static List<String> row(JsonIndex answer, int line) {
    String adoptedBy = answer.string(line, JsonName.of("adoptedBy"));
    String state = answer.string(line, JsonName.of("state"));
    String stream = answer.string(line, JsonName.of("deliveryStreamName"));
    String region = answer.string(line, JsonName.of("awsRegion"));
    return List.of(
        answer.string(line, JsonName.of("name")),
        adoptedBy.isEmpty() ? state : state + " by " + adoptedBy,
        stream.isEmpty() ? "-" : stream + " in " + region,
        answer.raw(answer.find(line, JsonName.of("waiting"))),
        answer.raw(answer.find(line, JsonName.of("waitingBytes"))));
  }

  @Command(
      name = "adopt",
      mixinStandardHelpOptions = true,
      description = "Have a connection send what a removed one owes.",
      footer = {"", "Example:", "  hydrant connections adopt app-events#3 warehouse"})
  int adopt(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "OLD", description = "The removed one, as connections names it.")
          String old,
      @Parameters(paramLabel = "NAME", description = "The one that sends it from now on.")
          String name)
      throws InterruptedException {
    at.order(world, "/api/connections/adopt", ServiceOption.json("removed", old, "heir", name));
    world.output().out().println(name + " sends what " + old + " owes.");
    return ExitCode.DONE;
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "Throw away what a removed connection owes, for good.",
      footer = {"", "Example:", "  hydrant connections discard app-events#3 --yes"})
  int discard(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "OLD", description = "The removed one, as connections names it.")
          String old,
      @Option(names = "--yes", description = "That is meant: nothing brings it back.") boolean yes)
      throws InterruptedException {
    if (!yes) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, "what " + old + " owes would be gone for good: say --yes");
    }
    at.order(world, "/api/connections/discard", ServiceOption.json("removed", old));
    world.output().out().println("What " + old + " owed is discarded.");
    return ExitCode.DONE;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Have a connection send nothing until it is resumed. What comes waits.",
      footer = {"", "Example:", "  hydrant connections pause app-events"})
  int pause(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "NAME", description = "The connection.") String name)
      throws InterruptedException {
    at.order(world, "/api/connections/pause", ServiceOption.json("connection", name));
    world.output().out().println(name + " is paused, what comes for it waits.");
    return ExitCode.DONE;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = {
        "Have a connection send again that was paused, or whose stream was gone and is there anew."
      },
      footer = {"", "Example:", "  hydrant connections resume app-events"})
  int resume(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "NAME", description = "The connection.") String name)
      throws InterruptedException {
    at.order(world, "/api/connections/resume", ServiceOption.json("connection", name));
    world.output().out().println(name + " tries now; hydrant connections says how it goes.");
    return ExitCode.DONE;
  }
}
