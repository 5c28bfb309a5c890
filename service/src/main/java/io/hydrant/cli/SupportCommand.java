package io.hydrant.cli;

import io.hydrant.settings.Access;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `support`: what somebody else needs to see, and only that: each file is made of what is named
/// here, and nothing else of the machine or the store gets in. What there is not, because the
/// configuration is wrong or no service runs, says why in its place.
@Command(
    name = "support",
    mixinStandardHelpOptions = true,
    description = "Gather what helps somebody else to help: no secrets, and nothing of anybody.",
    footer = {
      "",
      "Versions, the configuration without secrets and keys, ledger, states, alerts, metrics, and the",
      "names and sizes of the store's files, each in a file to look at before it is sent. The",
      "directory must be empty or not there. The log is not in it: it has ids and counts only, and",
      "can be added.",
      "",
      "Examples:",
      "  hydrant support /tmp/hydrant-support",
      "  hydrant support /tmp/hydrant-support --config /etc/hydrant/hydrant.yaml"
    })
final class SupportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// What the service is asked.
  private static final Map<String, String> ASKED =
      new TreeMap<>(
          Map.of(
              "ledger.json", "/api/ledger",
              "connections.json", "/api/connections",
              "alerts.json", "/api/alerts",
              "metrics.txt", "/metrics"));

  private static final List<String> FACTS =
      List.of("os.name", "os.version", "os.arch", "java.vendor", "java.version");

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Parameters(paramLabel = "DIR", description = "Where it is laid.")
  private Path directory = Path.of("");

  SupportCommand(World world) {
    this.world = world;
  }

  /// A text that may not be there.
  private interface Part {
    String text() throws IOException, InterruptedException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path to = directory.toAbsolutePath().normalize();
    Files.createDirectories(to);
    try (Stream<Path> there = Files.list(to)) {
      if (there.findAny().isPresent()) {
        throw new CommandFailure(ExitCode.FAILED, to + " is not empty: name another directory");
      }
    }
    write(to, "about.txt", this::about);
    write(to, "configuration.txt", this::configuration);
    write(to, "store.txt", this::store);
    for (Map.Entry<String, String> asked : ASKED.entrySet()) {
      write(to, asked.getKey(), () -> service.text(world, asked.getValue(), PATIENCE));
    }
    world.output().out().println("Gathered in " + to + ". Look through it before you send it.");
    return ExitCode.DONE;
  }

  private static void write(Path to, String name, Part part)
      throws IOException, InterruptedException {
    String text;
    try {
      text = part.text();
    } catch (CommandFailure e) {
      text = String.join("\n", e.lines());
    }
    Files.writeString(to.resolve(name), text.stripTrailing() + "\n");
  }

  private String about() {
    StringBuilder text = new StringBuilder("hydrant: " + world.version() + "\n");
    text.append("asked at: ").append(world.clock().instant()).append('\n');
    FACTS.forEach(fact -> text.append(fact + ": " + System.getProperty(fact) + "\n"));
    text.append("processors: " + Runtime.getRuntime().availableProcessors() + "\n");
    return text.append("heap of this command: " + Runtime.getRuntime().maxMemory()).toString();
  }

  /// Of inputs what they may do, and not their keys; of users how many there are.
  private String configuration() {
    Configuration settings = service.settings(world);
    if (settings == null) {
      return "no configuration file was named";
    }
    Access access = settings.access();
    StringBuilder text = new StringBuilder();
    line(text, "collector", access.collector());
    line(text, "console", access.console() + ", users: " + access.logins().users().size());
    line(text, "behindProxy", access.isBehindProxy());
    line(text, "trustedProxies", access.proxies().trusted());
    line(text, "allowOutbound", settings.outbound().allowed());
    line(text, "log", settings.logging());
    line(text, "diskReserve", settings.storage().diskReserveBytes());
    line(text, "dedup.maxMarks", settings.storage().dedupMarksMax());
    line(text, "alerts.webhook", settings.notice().webhook() == null ? "none" : "there is one");
    for (Input input : settings.inputs()) {
      line(text, "input " + input.name(), input.senders());
      line(text, "  quota", input.quota());
      line(text, "  limits", input.limits());
      line(text, "  audiences", input.audiences().isAllowed());
    }
    for (Connection connection : settings.connections()) {
      line(text, "connection " + connection.name(), connection.inputs());
      line(text, "  content", connection.content());
      line(text, "  delivery", connection.delivery());
      line(text, "  bounds", connection.bounds());
      line(text, "  duty", connection.duty());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private String store() throws IOException {
    Path data = service.data(world);
    if (data == null || !Files.isDirectory(data)) {
      return "no data directory is known here";
    }
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append("%12d  %s%n".formatted(Files.size(file), data.relativize(file)));
      }
    }
    return text.toString();
  }
}
