package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alerts`: what a person must know of a running service.
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Show what a person must know: what happened, what is safe, what to do.",
    footer = {
      "",
      "Open ones first, then by how often they came in the last twelve hours. An alert closes when",
      "its cause is gone, or after an hour without it. Exit code 1 while an alert is open that",
      "nobody has acknowledged. Times are UTC.",
      "",
      "Examples:",
      "  hydrant alerts",
      "  hydrant alerts --json",
      "  hydrant alerts acknowledge app-events FORBIDDEN",
      "  hydrant alerts mute app-events SERVICE_UNAVAILABLE --for 2h"
    })
final class AlertsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String WHOLE = "the service";

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(names = "--json", description = "One JSON object a line for each alert.")
  private boolean json;

  AlertsCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonIndex answer = service.get(world, "/api/alerts", PATIENCE);
    int alerts = answer.find(0, JsonName.of("alerts"));
    PrintStream out = world.output().out();
    boolean isUnseen = false;
    for (int alert = answer.first(alerts); alert != NONE; alert = answer.next(alert)) {
      isUnseen |= is(answer, alert, "open") && !is(answer, alert, "acknowledged");
      if (json) {
        out.println(answer.raw(alert));
      } else {
        print(answer, alert);
      }
    }
    if (!json && answer.first(alerts) == NONE) {
      out.println("No alerts.");
    }
    return isUnseen ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void print(JsonIndex answer, int alert) {
    PrintStream out = world.output().out();
    String connection = text(answer, alert, "connection");
    boolean isOpen = is(answer, alert, "open");
    String head =
        "%s  %s  %s: %s"
            .formatted(
                isOpen ? "OPEN" : "over",
                text(answer, alert, "type"),
                connection.isEmpty() ? WHOLE : connection,
                text(answer, alert, "title"));
    Paint paint = Paint.of(world);
    out.println(isOpen ? paint.bold(head) : paint.dim(head));
    out.printf(
        "  %s times in 12 hours, %s to %s%s%n",
        answer.raw(answer.find(alert, JsonName.of("last12Hours"))),
        time(answer, alert, "first"),
        time(answer, alert, "last"),
        is(answer, alert, "acknowledged") ? ", acknowledged" : "");
    out.println("  last: " + text(answer, alert, "sample"));
    String inputs = inputs(answer, alert);
    if (!inputs.isEmpty()) {
      out.println("  records by input: " + inputs);
    }
    if (isOpen) {
      out.println("  " + text(answer, alert, "what"));
      out.println("  " + text(answer, alert, "act"));
      out.println("  see " + text(answer, alert, "runbook"));
    }
  }

  private static String inputs(JsonIndex answer, int alert) {
    StringJoiner inputs = new StringJoiner(", ");
    int list = answer.find(alert, JsonName.of("inputs"));
    for (int input = answer.first(list); input != NONE; input = answer.next(input)) {
      String count = answer.raw(answer.find(input, JsonName.of("count")));
      inputs.add(text(answer, input, "input") + " " + count);
    }
    return inputs.toString();
  }

  private static boolean is(JsonIndex answer, int alert, String name) {
    return answer.is(answer.find(alert, JsonName.of(name)), Kind.TRUE);
  }

  private static String text(JsonIndex answer, int alert, String name) {
    return answer.string(answer.find(alert, JsonName.of(name)));
  }

  private static String time(JsonIndex answer, int alert, String name) {
    long millis = Long.parseLong(answer.raw(answer.find(alert, JsonName.of(name))));
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  @Command(
      name = "acknowledge",
      mixinStandardHelpOptions = true,
      description = "Say that an alert was seen; it says nothing more until its cause is gone.",
      footer = {"", "Example:", "  hydrant alerts acknowledge app-events FORBIDDEN"})
  int acknowledge(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "CONNECTION", description = "Its name; - for the whole service.")
          String connection,
      @Parameters(paramLabel = "TYPE", description = "As alerts names it.") String type)
      throws InterruptedException {
    at.order(
        world,
        "/api/alerts/acknowledge",
        ServiceOption.json("connection", name(connection), "type", type));
    world.output().out().println("Acknowledged.");
    return ExitCode.DONE;
  }

  @Command(
      name = "mute",
      mixinStandardHelpOptions = true,
      description = "Tell nobody of an alert for a while; it is counted all the same.",
      footer = {"", "Example:", "  hydrant alerts mute app-events SERVICE_UNAVAILABLE --for 2h"})
  int mute(
      @Mixin ServiceOption at,
      @Parameters(paramLabel = "CONNECTION", description = "Its name; - for the whole service.")
          String connection,
      @Parameters(paramLabel = "TYPE", description = "As alerts names it.") String type,
      @Option(
              names = "--for",
              paramLabel = "TIME",
              required = true,
              converter = Spans.class,
              description = "How long, like 30m or 2h; 0s ends it.")
          Duration time)
      throws InterruptedException {
    at.order(
        world,
        "/api/alerts/mute",
        ServiceOption.json(
            "connection", name(connection), "type", type, "minutes", time.toMinutes()));
    world.output().out().println(time.isZero() ? "Not muted." : "Muted.");
    return ExitCode.DONE;
  }

  private static String name(String connection) {
    return connection.equals("-") ? "" : connection;
  }
}
