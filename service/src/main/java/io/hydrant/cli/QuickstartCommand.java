package io.hydrant.cli;

import io.hydrant.cli.World.RunningService;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.platform.Loop;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `quickstart`: the whole way of a batch on this machine, to be looked at.
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    description = "See Hydrant work: no configuration, no AWS, nothing left behind.",
    footer = {
      "",
      "Starts the collector, the console and a Firehose emulator on 127.0.0.1, with a connection",
      "for events and one for audiences; posts a sample batch and a sample membership change, and",
      "prints each record as it reaches its stream.",
      "",
      "Examples:",
      "  hydrant quickstart",
      "  hydrant quickstart --for 20s              stop by itself; fails if no sample arrived",
      "  hydrant quickstart --once --for 2m        the same, but stop as soon as they arrived",
      "  hydrant quickstart --data ./try --no-sample",
      "  hydrant quickstart --web-demo             also a page with mParticle's browser SDK"
    })
final class QuickstartCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Where batches come in (default: 8080, or a free port when that is taken).")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data here (default: a temporary folder, removed at the end).")
  private @Nullable Path data;

  @Option(names = "--no-sample", description = "Post no sample batch.")
  private boolean noSample;

  @Option(
      names = "--web-demo",
      description =
          "Serve a page with the browser SDK, @mparticle/web-sdk "
              + WebSdk.VERSION
              + " as it is published: downloads it from the npm registry (430 KB, its checksum is"
              + " compared).")
  private boolean webDemo;

  @Option(
      names = "--web-sdk",
      paramLabel = "FILE",
      description = "Serve that page with this file in place of a download: dist/mparticle.js.")
  private @Nullable Path webSdk;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Spans.class,
      description = "Stop after this time, like 20s (default: at Ctrl-C).")
  private @Nullable Duration time;

  @Option(names = "--once", description = "Stop when both samples have reached their streams.")
  private boolean once;

  QuickstartCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws Exception {
    return Ending.run(ending -> {
      Path directory = data == null ? Files.createTempDirectory("hydrant-") : data;
      try {
        return run(directory.toAbsolutePath(), ending);
      } finally {
        if (data == null) {
          remove(directory);
        }
      }
    });
  }

  private int run(Path directory, Ending ending) throws Exception {
    EmulatorOptions options =
        EmulatorOptions.builder().stream(Sample.STREAM).stream(Sample.AUDIENCE_STREAM)
            .clock(world.clock())
            .build();
    byte[] script = webDemo || webSdk != null ? WebSdk.script(webSdk) : null;
    try (Emulator emulator = Emulator.start(options);
        RunningService service = start(directory, emulator, ending);
        WebDemo demo = script == null ? null : demo(script, service)) {
      Runnable onSamples = once ? () -> ending.ask(ExitCode.DONE) : () -> {};
      Arrivals arrivals = new Arrivals(world, emulator, onSamples);
      try (Loop loop = new Loop("arrivals", world.clock(), arrivals::step, () -> {})) {
        loop.start();
        describe(service, directory);
        if (demo != null) {
          say("The browser SDK, in a page: " + demo.address());
          say("");
        }
        if (!noSample) {
          Sample.post(service.collectorPort());
          Sample.enter(service.collectorPort());
          say("A user entered an audience, which is sent at once. A sample batch was accepted: it");
          say("waits for its window of five seconds to end …");
        }
        int code = time == null ? ending.await() : ending.await(time.toMillis());
        return code != ExitCode.DONE ? code : judge(arrivals);
      }
    }
  }

  private WebDemo demo(byte[] script, RunningService service) throws IOException {
    return WebDemo.open(script, service.collectorPort(), world.clock());
  }

  private int judge(Arrivals arrivals) {
    if (!noSample && time != null && !arrivals.hasSamples()) {
      throw new CommandFailure(ExitCode.FAILED, "the samples did not reach their streams in time");
    }
    return ExitCode.DONE;
  }

  private RunningService start(Path directory, Emulator emulator, Ending ending)
      throws IOException {
    Runnable onLost = () -> ending.ask(ExitCode.STORE_LOST);
    int wanted = port == null ? Ports.freeOr(8080) : port;
    String yaml = Sample.configuration(directory, wanted, Ports.freeOr(8090), emulator);
    Loaded loaded = ConfigurationFile.parse(yaml, "quickstart.yaml", directory, Map.of());
    Configuration configuration =
        switch (loaded) {
          case Loaded.Accepted accepted -> accepted.configuration();
          case Loaded.Refused refused ->
              throw new CommandFailure(ExitCode.FAILED, refused.errors().toString());
        };
    try {
      return world.starter().start(configuration, onLost);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void describe(RunningService service, Path directory) {
    Paint paint = Paint.of(world);
    say(paint.bold("Hydrant " + world.version() + " is running."));
    say("  batches to  http://127.0.0.1:" + service.collectorPort() + "/v2/events");
    say("  audiences   http://127.0.0.1:" + service.collectorPort() + "/v1/audiences");
    say("  console     http://127.0.0.1:" + service.consolePort() + "/");
    say("  ledger      http://127.0.0.1:" + service.consolePort() + "/api/ledger");
    say("  metrics     http://127.0.0.1:" + service.consolePort() + "/metrics");
    say("  data        " + directory + (data == null ? " (removed at the end)" : ""));
    say("");
    say("An event of your own:");
    say("");
    say(Sample.curl(service.collectorPort()));
    say("");
  }

  private void say(String line) {
    PrintStream out = world.output().out();
    out.println(line);
    out.flush();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
