package io.hydrant.cli;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.settings.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "accepted = filtered + pending + sessions + delivered + dead + discarded, for every",
      "connection at every moment. Exit code 1 if that does not hold, 4 if nobody answers.",
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
  private static final String STANDARD_URL = "http://127.0.0.1:8090";
  private static final JsonName CONNECTIONS = JsonName.of("connections");
  private static final JsonName AGREES = JsonName.of("agrees");
  private static final JsonName BALANCED = JsonName.of("balanced");

  private final World world;

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The console of the service (default: what the configuration says, or "
              + STANDARD_URL
              + ").")
  private @Nullable URI url;

  @Option(names = "--json", description = "One JSON object a line for each connection.")
  private boolean json;

  @Option(names = "--audit", description = "Count what lies in the store against the ledger.")
  private boolean audit;

  LedgerCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonIndex ledger = ledger(url == null ? configured() : url, audit);
    int connections = ledger.find(0, CONNECTIONS);
    if (json) {
      for (int line = ledger.first(connections); line >= 0; line = ledger.next(line)) {
        world.output().out().println(ledger.raw(line));
      }
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

  private URI configured() {
    if (!Files.exists(configuration.file())) {
      return URI.create(STANDARD_URL);
    }
    Configuration settings = configuration.load(world.environment());
    return URI.create("http://" + settings.console());
  }

  private static JsonIndex ledger(URI console, boolean audit) throws InterruptedException {
    String path = audit ? "/api/ledger/audit" : "/api/ledger";
    Duration patience = audit ? AUDIT_PATIENCE : PATIENCE;
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(console.resolve(path)).timeout(patience).build();
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw unreachable(console, "it answers " + response.statusCode());
      }
      return JsonIndex.of(response.body());
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(console, "is the service running?");
    } catch (InvalidJsonException e) {
      throw unreachable(console, "what answers there is no Hydrant");
    }
  }

  private static CommandFailure unreachable(URI console, String why) {
    return new CommandFailure(
        ExitCode.CANNOT_REACH, "no ledger from " + console + ": " + why + " (--url, --config)");
  }
}
