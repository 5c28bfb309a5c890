package io.hydrant.cli;

import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--connection`, where a command is about all of them unless one is named.
final class ConnectionOption {
  @Option(
      names = "--connection",
      paramLabel = "N",
      description = "Only this connection (default: all).")
  private @Nullable String name;

  /// Those that are meant; a failure that names what there is when there is no such connection.
  List<Connection> of(Configuration configuration) {
    if (name == null) {
      return configuration.connections();
    }
    List<Connection> named =
        configuration.connections().stream().filter(c -> c.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "there is no connection "
              + name
              + "; there are "
              + String.join(
                  ", ", configuration.connections().stream().map(Connection::name).toList()));
    }
    return named;
  }
}
