package io.hydrant.cli;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ledger`: where every accepted event is, as a running service says it.
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Show where every accepted event is.",
    footer = {
      "",
      "accepted = filtered + pending + sessions + delivered + dead + discarded + erased, for",
      "every connection at every moment. Exit code 1 if that does not hold, 4 if nobody answers.",
      "--audit also counts what really lies in the store, at one moment, while the service goes on;",
      "it takes as long as reading all that waits. Exit code 1 if the ledger says otherwise.",
      "",
      "Examples:",
      "  hydrant ledger",
      "  hydrant ledger --audit",
      "  hydrant ledger --url http://127.0.0.1:8090 --json"
    })
final class LedgerCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AUDIT_PATIENCE = Duration.ofHours(1);
  private static final JsonName CONNECTIONS = JsonName.of("connections");
  private static final JsonName AGREES = JsonName.of("agrees");
  private static final JsonName BALANCED = JsonName.of("balanced");

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(names = "--json", description = "One JSON object a line for each connection.")
  private boolean json;

  @Option(names = "--audit", description = "Count what lies in the store against the ledger.")
  private boolean audit;

  LedgerCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonIndex ledger =
        audit
            ? service.get(world, "/api/ledger/audit", AUDIT_PATIENCE)
            : service.get(world, "/api/ledger", PATIENCE);
    int connections = ledger.find(0, CONNECTIONS);
    if (json) {
      ServiceOption.printLines(world, ledger, connections);
    } else {
      new LedgerTable(world).print(ledger, connections);
    }
    if (!ledger.is(ledger.find(0, BALANCED), JsonIndex.Kind.TRUE)) {
      throw new CommandFailure(ExitCode.FAILED, "the ledger does not balance");
    }
    if (audit && !ledger.is(ledger.find(0, AGREES), JsonIndex.Kind.TRUE)) {
      throw new CommandFailure(
          ExitCode.FAILED, "the ledger and what lies in the store do not agree");
    }
    return ExitCode.DONE;
  }
}
