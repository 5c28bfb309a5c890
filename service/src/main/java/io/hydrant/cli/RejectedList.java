package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.util.List;

/// What SDKs sent through an input and is invalid, for a terminal or for a script.
final class RejectedList {
  private RejectedList() {}

  static void print(World world, JsonIndex answer, boolean json) {
    int all = answer.find(0, JsonName.of("rejected"));
    if (json) {
      ServiceOption.printLines(world, answer, all);
      return;
    }
    if (answer.first(all) == NONE) {
      world.output().out().println("Nothing that is invalid is kept of this input.");
      return;
    }
    Table table = new Table(List.of("received", "#bytes", "what is wrong"));
    for (int each = answer.first(all); each != NONE; each = answer.next(each)) {
      table.add(
          List.of(
              answer.string(answer.find(each, JsonName.of("receivedAt"))),
              answer.raw(answer.find(each, JsonName.of("bytes"))),
              answer.string(answer.find(each, JsonName.of("why")))));
    }
    table.print(world);
    world.output().out().println("--reveal --json shows how each of them begins.");
  }
}
