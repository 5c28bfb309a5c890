package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `find`: what became of what a request brought.
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = "Say what became of what a request brought, by the id of its 202.",
    footer = {
      "",
      "The id is the X-Hydrant-Request-Id of the answer. What waits, lies in an open session or was",
      "given up is found on disk: that takes as long as reading all that waits.",
      "",
      "Examples:",
      "  hydrant find 3f0zq-1a-1y2p0ij32e8e7-3w5e11264sgsf",
      "  hydrant tap --request 3f0zq-1a            as it passes, while somebody watches"
    })
final class FindCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Parameters(paramLabel = "ID", description = "As the answer has it, the whole of it.")
  private String id = "";

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  FindCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    String path = "/api/requests/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    JsonIndex answer = service.get(world, path, PATIENCE);
    PrintStream out = world.output().out();
    if (json) {
      out.println(answer.raw(0));
      return ExitCode.DONE;
    }
    int said = answer.find(0, JsonName.of("said"));
    for (int each = answer.first(said); each != NONE; each = answer.next(each)) {
      out.println(answer.string(each));
    }
    int places = answer.find(0, JsonName.of("places"));
    if (answer.first(places) != NONE) {
      print(answer, places);
    }
    return ExitCode.DONE;
  }

  private void print(JsonIndex answer, int places) {
    Table table =
        new Table(List.of("connection", "where", "due or given up", "#events", "dead letter"));
    for (int each = answer.first(places); each != NONE; each = answer.next(each)) {
      String due = answer.string(each, JsonName.of("dueAt"));
      table.add(
          List.of(
              answer.string(each, JsonName.of("connection")),
              answer.string(each, JsonName.of("place")),
              due.isEmpty() ? answer.string(each, JsonName.of("diedAt")) : due,
              answer.raw(answer.find(each, JsonName.of("events"))),
              answer.string(each, JsonName.of("letter"))));
    }
    table.print(world);
  }
}
