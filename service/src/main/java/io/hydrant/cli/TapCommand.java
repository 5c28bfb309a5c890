package io.hydrant.cli;

import io.hydrant.live.Stage;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tap`: what passes through a running service.
@Command(
    name = "tap",
    mixinStandardHelpOptions = true,
    description = "Follow what passes: batches on their way in, messages on their way out.",
    footer = {
      "",
      "Begins with what was watched in the last ten minutes, and goes on until Ctrl-C. Devices and",
      "users are marks that say nothing of who they are; --reveal shows the batches and messages",
      "themselves, needs the token, and stands in the service's log. Above 100 a second a sample is",
      "shown, and that is said on standard error. Times are UTC.",
      "",
      "Examples:",
      "  hydrant tap",
      "  hydrant tap --connection app-events --state dead",
      "  hydrant tap --request 3f0zq-1a            what became of what was answered with this id",
      "  hydrant tap --device 6D1C5B1E-0000-4000-8000-00000000ABCD --new",
      "  hydrant tap --reveal --json --count 10 > ten.jsonl"
    })
final class TapCommand implements Callable<Integer> {
  private static final String DATA = "data: ";
  private static final String SAMPLING = "event: sampling";

  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(names = "--connection", paramLabel = "N", description = "Of this connection only.")
  private @Nullable String connection;

  @Option(names = "--device", paramLabel = "D", description = "Of this device: an id or a mark.")
  private @Nullable String device;

  @Option(names = "--user", paramLabel = "U", description = "Of this user: an id or a mark.")
  private @Nullable String user;

  @Option(names = "--type", paramLabel = "T", description = "With events of this type.")
  private @Nullable String type;

  @Option(
      names = "--state",
      paramLabel = "S",
      description = "In this state: ${COMPLETION-CANDIDATES}.",
      completionCandidates = States.class)
  private @Nullable String state;

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "What a request brought: the X-Hydrant-Request-Id of its answer.")
  private @Nullable String request;

  @Option(names = "--new", description = "Only what passes from now on.")
  private boolean isNew;

  @Option(names = "--reveal", description = "With the batches and messages themselves.")
  private boolean isRevealed;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(names = "--count", paramLabel = "C", description = "End after so many.")
  private int count;

  private boolean isSampling;
  private int shown;

  /// What `--state` can be.
  static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stage.WORDS.iterator();
    }
  }

  TapCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    service.follow(world, "/api/live" + query(), isRevealed, this::read);
    return ExitCode.DONE;
  }

  private String query() {
    StringJoiner query = new StringJoiner("&", "?", "");
    add(query, "connection", connection);
    add(query, "device", device);
    add(query, "user", user);
    add(query, "type", type);
    add(query, "state", state);
    add(query, "request", request);
    add(query, "past", isNew ? "false" : null);
    add(query, "reveal", isRevealed ? "true" : null);
    return query.toString();
  }

  private static void add(StringJoiner query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /// Takes a line of server-sent events; whether more is wanted.
  private boolean read(String line) {
    if (line.startsWith(DATA)) {
      String data = line.substring(DATA.length());
      if (isSampling) {
        saySampling(data);
      } else {
        show(data);
      }
    }
    isSampling = line.equals(SAMPLING);
    return count == 0 || shown < count;
  }

  private void saySampling(String data) {
    PassedText sampling = PassedText.of(data);
    PrintStream err = world.output().err();
    if (sampling.number("every") > 1) {
      err.println("hydrant: one in " + sampling.number("every") + " is shown");
    }
    if (sampling.number("missed") > 0) {
      err.println("hydrant: " + sampling.number("missed") + " were missed, being too slow");
    }
  }

  private void show(String data) {
    PrintStream out = world.output().out();
    out.println(json ? data : PassedText.of(data).line(Paint.of(world)));
    out.flush();
    shown++;
  }
}
