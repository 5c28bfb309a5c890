package io.hydrant.cli;

import io.hydrant.cli.World.RunningService;
import io.hydrant.platform.Hangup;
import io.hydrant.platform.Loop;
import io.hydrant.settings.Access;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `serve`: the service, until it is told to stop.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    description = "Run the service.",
    footer = {
      "",
      "It goes by the configuration file: a changed file, or SIGHUP, makes it read it again. What is",
      "not valid is refused whole, said in the log, and the service goes on as it was.",
      "",
      "SIGTERM ends it within ten seconds; what waits, waits on disk. Exit code 75 means that the",
      "store failed and could not be opened again: its log says why.",
      "",
      "Examples:",
      "  hydrant serve --config /etc/hydrant.yaml",
      "  HYDRANT_LOG=DEBUG hydrant serve           with a line for each request"
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final World world;

  @Mixin private final ConfigurationOption configuration;

  ServeCommand(World world) {
    this(world, new ConfigurationOption());
  }

  private ServeCommand(World world, ConfigurationOption configuration) {
    this.world = world;
    this.configuration = configuration;
  }

  /// The command as services are started with it, `serve` or `serve --config FILE`, read without
  /// picocli, which takes a quarter of a start to say the same: its classes are of Java 5, which an
  /// AOT cache leaves out. Any other line is empty here, and picocli's.
  static Optional<ServeCommand> plain(World world, String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    if (arguments.length == 1) {
      return Optional.of(new ServeCommand(world));
    }
    boolean named = arguments.length == 3 && arguments[1].equals("--config");
    return named && !arguments[2].startsWith("-")
        ? Optional.of(new ServeCommand(world, new ConfigurationOption(Path.of(arguments[2]))))
        : Optional.empty();
  }

  @Override
  public Integer call() throws Exception {
    ConfigurationWatch watch = new ConfigurationWatch();
    Configuration settings = configuration.load(world.environment(), watch);
    return Ending.run(ending -> serve(settings, watch, ending));
  }

  private int serve(Configuration settings, ConfigurationWatch watch, Ending ending)
      throws InterruptedException {
    LogLines.use(settings.logging());
    try (RunningService service =
        world.starter().start(settings, () -> ending.ask(ExitCode.STORE_LOST))) {
      Access access = settings.access();
      LOG.info(
          "hydrant {}: batches to {}, console on {}",
          world.version(),
          access.collector().at(service.collectorPort()),
          access.console().at(service.consolePort()));
      Reloading reloading = new Reloading(configuration.file(), world, service, watch, settings);
      int code;
      try (Loop loop = new Loop("configuration", world.clock(), reloading::step, () -> {})) {
        Hangup.on(() -> {
          reloading.ask();
          loop.wake();
        });
        loop.start();
        code = ending.await();
      }
      LOG.info("stopping");
      return code;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
