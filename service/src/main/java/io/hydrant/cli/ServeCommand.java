package io.hydrant.cli;

import io.hydrant.cli.World.RunningService;
import io.hydrant.settings.Configuration;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `serve`: the service, until it is told to stop.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run the service.",
    footer = {
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

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  ServeCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.load(world.environment());
    return Ending.run(ending -> serve(settings, ending));
  }

  private int serve(Configuration settings, Ending ending) throws InterruptedException {
    try (RunningService service =
        world.starter().start(settings, () -> ending.ask(ExitCode.STORE_LOST))) {
      LOG.info(
          "hydrant {}: batches to http://{}:{}, console on http://{}:{}",
          world.version(),
          settings.collector().host(),
          service.collectorPort(),
          settings.console().host(),
          service.consolePort());
      int code = ending.await();
      LOG.info("stopping");
      return code;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
