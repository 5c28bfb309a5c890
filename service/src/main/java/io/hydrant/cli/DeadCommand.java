package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dead`: what a running service has given up, and what is to become of it.
@Command(
    name = "dead",
    mixinStandardHelpOptions = true,
    description = "Show, replay or discard what was given up: dead letters.",
    footer = {
      "",
      "A record is given up when Firehose refuses it while it takes others, when it was tried for",
      "retryFor, or when our own code failed on it three times. It is kept until it is replayed or",
      "discarded, or for deadLetterRetention.",
      "",
      "Examples:",
      "  hydrant dead list --connection app-events --since 2h",
      "  hydrant dead show 3-h3v6qsd1xs-0",
      "  hydrant dead replay --connection app-events --error InternalFailure --dry-run",
      "  hydrant dead replay --connection app-events --rate 200",
      "  hydrant dead discard --connection app-events --until 2026-01-31T12:00:00Z --yes"
    })
final class DeadCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long RATE = 1_000;

  private final World world;

  DeadCommand(World world) {
    this.world = world;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List dead letters, those that were given up first first.",
      footer = {
        "",
        "With --input: the last of what SDKs sent through an input and is invalid. It was answered"
            + " 202",
        "and is in no connection's account; nothing can be replayed.",
        "",
        "Examples:",
        "  hydrant dead list --connection app-events --since 2h --json",
        "  hydrant dead list --input web-shop --reveal --json"
      })
  int list(
      @Mixin ServiceOption at,
      @Mixin DeadOption which,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "At most so many, 1000 at most (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--input",
              paramLabel = "NAME",
              description = "What is invalid of this input, in place of dead letters.")
          @Nullable String input,
      @Option(
              names = "--reveal",
              description = "With --input: how each begins; that stands in the audit log.")
          boolean isRevealed,
      @Option(names = "--json", description = "One JSON object a line for each.") boolean json)
      throws InterruptedException {
    Map<String, String> members = which.members(world);
    members.put("limit", Integer.toString(limit));
    if (input != null) {
      members.put("input", input);
      rejected(at, members, isRevealed, json);
      return ExitCode.DONE;
    }
    JsonIndex answer = at.get(world, "/api/dead" + DeadOption.query(members), PATIENCE);
    int letters = answer.find(0, JsonName.of("letters"));
    PrintStream out = world.output().out();
    if (json) {
      ServiceOption.printLines(world, answer, letters);
      return ExitCode.DONE;
    }
    if (answer.first(letters) == NONE) {
      out.println("No dead letters.");
    } else {
      print(answer, letters);
    }
    works(answer);
    if (answer.find(0, JsonName.of("next")) != NONE) {
      out.println("There are more: say --limit, --since or --until.");
    }
    return ExitCode.DONE;
  }

  private void rejected(
      ServiceOption at, Map<String, String> members, boolean isRevealed, boolean json)
      throws InterruptedException {
    JsonIndex answer =
        isRevealed
            ? at.order(
                world,
                "/api/rejected/reveal",
                ServiceOption.json(
                    "input",
                    members.getOrDefault("input", ""),
                    "limit",
                    Long.parseLong(members.getOrDefault("limit", "0"))))
            : at.get(world, "/api/rejected" + DeadOption.query(members), PATIENCE);
    RejectedList.print(world, answer, json);
  }

  private void print(JsonIndex answer, int letters) {
    Table table =
        new Table(
            List.of(
                "id",
                "connection",
                "given up",
                "cause",
                "last error",
                "#tries",
                "#events",
                "#bytes"));
    for (int letter = answer.first(letters); letter != NONE; letter = answer.next(letter)) {
      List<String> row = new ArrayList<>();
      for (String name : List.of("id", "connection", "diedAt", "cause", "lastError")) {
        row.add(answer.string(answer.find(letter, JsonName.of(name))));
      }
      for (String name : List.of("attempts", "events", "bytes")) {
        row.add(answer.raw(answer.find(letter, JsonName.of(name))));
      }
      table.add(row);
    }
    table.print(world);
  }

  private void works(JsonIndex answer) {
    int works = answer.find(0, JsonName.of("works"));
    for (int work = answer.first(works); work != NONE; work = answer.next(work)) {
      world
          .output()
          .out()
          .printf(
              "At work: %s of %s, %s done, at most %s a second.%n",
              answer.string(answer.find(work, JsonName.of("kind"))),
              answer.string(answer.find(work, JsonName.of("connection"))),
              answer.raw(answer.find(work, JsonName.of("done"))),
              answer.raw(answer.find(work, JsonName.of("rate"))));
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one dead letter: what Firehose said and, with --reveal, what was sent.",
      footer = {
        "",
        "What was sent may hold personal data: that it is asked for stands in the audit log.",
        "",
        "Examples:",
        "  hydrant dead show 3-h3v6qsd1xs-0",
        "  hydrant dead show 3-h3v6qsd1xs-0 --reveal"
      })
  int show(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "ID", description = "As list names it.") String id,
      @Option(names = "--reveal", description = "With what was sent.") boolean isRevealed,
      @Option(names = "--json", description = "One JSON object.") boolean json)
      throws InterruptedException {
    if (!id.matches("[0-9a-z-]+")) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "expected an id as dead list names it");
    }
    JsonIndex answer =
        isRevealed
            ? at.order(world, "/api/dead/reveal", ServiceOption.json("id", id))
            : at.get(world, "/api/dead/" + id, PATIENCE);
    PrintStream out = world.output().out();
    if (json) {
      out.println(answer.raw(0));
      return ExitCode.DONE;
    }
    int documents = answer.find(0, JsonName.of("documents"));
    for (int member = answer.first(0); member != NONE; member = answer.next(member)) {
      if (member != documents) {
        String value =
            answer.is(member, JsonIndex.Kind.STRING) ? answer.string(member) : answer.raw(member);
        out.printf("%-18s %s%n", answer.name(member), value);
      }
    }
    for (int each = documents == NONE ? NONE : answer.first(documents);
        each != NONE;
        each = answer.next(each)) {
      out.println();
      out.println(answer.string(each).stripTrailing());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = "Have dead letters wait again and be sent, under the same ids.",
      footer = {
        "",
        "It goes on in the service, also after a restart; list says how far it is. Which letters"
            + " are",
        "meant is decided when it begins. The same order again does nothing while it is at work.",
        "Messages of audiences go behind what was sent since.",
        "",
        "Examples:",
        "  hydrant dead replay --connection app-events --dry-run",
        "  hydrant dead replay --connection app-events --since 2h --rate 200"
      })
  int replay(
      @Mixin ServiceOption at,
      @Mixin DeadOption which,
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "" + RATE,
              description = "Letters a second, at most (default: ${DEFAULT-VALUE}).")
          long rate,
      @Option(
              names = "--superseded",
              description =
                  "Also messages of audiences whose user had a later one of the same audience"
                      + " since.")
          boolean superseded,
      @Option(names = "--dry-run", description = "Only count them.") boolean dryRun)
      throws InterruptedException {
    which.connection();
    JsonIndex answer =
        at.order(
            world,
            "/api/dead/replay",
            order(which, dryRun, "rate", rate, "superseded", superseded));
    said(answer, dryRun, "replayed");
    int leftOut = answer.find(0, JsonName.of("superseded"));
    if (leftOut != NONE) {
      world
          .output()
          .out()
          .println(
              answer.raw(leftOut)
                  + " left out: their users had later messages of the same audience, or it is"
                  + " deleted; --superseded replays them too, behind what was sent since.");
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "Throw dead letters away, for good.",
      footer = {
        "",
        "Examples:",
        "  hydrant dead discard --connection app-events --error ValidationException --dry-run",
        "  hydrant dead discard --connection app-events --error ValidationException --yes"
      })
  int discard(
      @Mixin ServiceOption at,
      @Mixin DeadOption which,
      @Option(names = "--dry-run", description = "Only count them.") boolean dryRun,
      @Option(names = "--yes", description = "That is meant: nothing brings them back.")
          boolean yes)
      throws InterruptedException {
    if (!yes && !dryRun) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "dead letters of " + which.connection() + " would be gone for good: say --yes");
    }
    which.connection();
    said(at.order(world, "/api/dead/discard", order(which, dryRun)), dryRun, "discarded");
    return ExitCode.DONE;
  }

  private String order(DeadOption which, boolean dryRun, Object... more) {
    List<Object> members = new ArrayList<>(List.of(more));
    which
        .members(world)
        .forEach((name, value) -> {
          members.add(name);
          members.add(value);
        });
    members.add("dryRun");
    members.add(dryRun);
    return ServiceOption.json(members.toArray());
  }

  private void said(JsonIndex answer, boolean dryRun, String done) {
    String letters = answer.raw(answer.find(0, JsonName.of("letters")));
    String events = answer.raw(answer.find(0, JsonName.of("events")));
    boolean isAtWork = answer.is(answer.find(0, JsonName.of("atWork")), JsonIndex.Kind.TRUE);
    boolean isOne = letters.equals("1");
    String what = letters + (isOne ? " dead letter (" : " dead letters (") + events + " events)";
    String are = isOne ? " is " : " are ";
    String verb = dryRun ? " would be " : are + (isAtWork ? "already being " : "being ");
    world
        .output()
        .out()
        .println(letters.equals("0") ? "No dead letter is meant." : what + verb + done + ".");
  }
}
