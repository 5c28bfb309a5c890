package io.hydrant.cli;

import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// What commands work with: the process's surroundings, and how a service is started.
///
/// @param version of Hydrant
/// @param environment variables of the process
/// @param in what is piped into the process
public record World(
    String version,
    Starter starter,
    Clock clock,
    Map<String, String> environment,
    InputStream in,
    Output output) {

  public World {
    environment = Map.copyOf(environment);
  }

  /// Where commands write.
  ///
  /// @param isTerminal whether a person reads it
  public record Output(PrintStream out, PrintStream err, boolean isTerminal) {}

  /// Starts a service.
  @FunctionalInterface
  public interface Starter {

    /// Starts one with a configuration that is valid.
    ///
    /// @param onLost called once when the store is lost and the process must end
    /// @throws IOException when it cannot start: the message says what is wrong and where
    RunningService start(Configuration configuration, Runnable onLost) throws IOException;
  }

  /// A service at work.
  public interface RunningService extends AutoCloseable {

    /// Where batches come in.
    int collectorPort();

    /// Where people look.
    int consolePort();

    /// Goes on with another configuration, while requests and calls go on: all of it or, when this
    /// throws, with the one before.
    ///
    /// @return what it comes to, in lines for a person
    /// @throws IOException when it cannot: the message says why
    List<String> reload(Configuration configuration) throws IOException;

    /// Says that another configuration was refused before it came to [#reload].
    void refused();

    /// Ends it within ten seconds; nothing that was acknowledged is lost.
    @Override
    void close();
  }
}
