package io.hydrant.cli;

import io.hydrant.cli.World.RunningService;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationError;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.ConfigurationWatch;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a running service go by its configuration file: when a file of it changes, or when asked
/// to. What is not valid is refused whole, and said; the service goes on as it was.
final class Reloading {
  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final Map<String, String> environment;
  private final RunningService service;
  private final ConfigurationWatch watch;
  private final Clock clock;
  private Configuration running;
  private volatile boolean isAsked;

  /// @param watch that read what the service runs on
  Reloading(
      Path file,
      World world,
      RunningService service,
      ConfigurationWatch watch,
      Configuration running) {
    this.file = file;
    this.environment = world.environment();
    this.service = service;
    this.watch = watch;
    this.clock = world.clock();
    this.running = running;
  }

  /// Asks for the file to be read at the next step, changed or not.
  void ask() {
    isAsked = true;
  }

  /// Looks, and reloads when there is reason to.
  ///
  /// @return when to look again
  long step() {
    boolean isChanged = watch.hasChanged();
    if (isAsked || isChanged) {
      isAsked = false;
      reload();
    }
    return clock.nanos() + LOOK_NANOS;
  }

  private void reload() {
    Loaded loaded = watch.read(() -> ConfigurationFile.reload(file, environment, running));
    switch (loaded) {
      case Loaded.Accepted accepted -> apply(accepted.configuration());
      case Loaded.Refused refused ->
          refuse(refused.errors().stream().map(ConfigurationError::toString).toList());
    }
  }

  private void apply(Configuration next) {
    try {
      List<String> changes = service.reload(next);
      running = next;
      LogLines.use(next.logging());
      changes.forEach(change -> LOG.info("reloaded: {}", change));
      LOG.info("configuration reloaded, changes: {}", changes.size());
    } catch (IOException e) {
      refuse(List.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // The next reload must still be heard, and it swaps everything again.
      LOG.error("reloading failed in Hydrant itself", e);
      refuse(List.of("Hydrant itself failed, see above; a restart goes by the file"));
    }
  }

  private void refuse(List<String> why) {
    service.refused();
    why.forEach(line -> LOG.error("configuration refused: {}", line));
    LOG.error("configuration refused: going on with the one before");
  }
}
