package io.hydrant.cli;

import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationError;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.ConfigurationWatch;
import io.hydrant.settings.Loaded;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/// `--config`, and reading the file it names.
final class ConfigurationOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "hydrant.yaml",
      description = "The configuration file (default: ${DEFAULT-VALUE}).")
  private Path file;

  ConfigurationOption() {
    this(Path.of("hydrant.yaml"));
  }

  /// As `--config` names it.
  ConfigurationOption(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /// The configuration; a failure that names every error in it when it is not valid.
  Configuration load(Map<String, String> environment) {
    return load(environment, new ConfigurationWatch());
  }

  /// The same, whose files `watch` watches from now on.
  Configuration load(Map<String, String> environment, ConfigurationWatch watch) {
    return switch (watch.read(() -> ConfigurationFile.load(file, environment))) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused ->
          throw new CommandFailure(
              ExitCode.INVALID_CONFIGURATION,
              refused.errors().stream().map(ConfigurationError::toString).toList());
    };
  }
}
