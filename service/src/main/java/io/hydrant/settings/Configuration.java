package io.hydrant.settings;

import io.hydrant.http.Outbound;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// All that a person configured, resolved and consistent: names and keys are unique, and every
/// connection is fed by inputs that exist.
///
/// @param access where Hydrant is reached
/// @param notice who is told of alerts
/// @param logging what of it is written, and how
/// @param outbound which addresses the service may call
public record Configuration(
    Storage storage,
    Access access,
    Notice notice,
    Logging logging,
    Outbound outbound,
    List<Input> inputs,
    List<Connection> connections) {
  public Configuration {
    inputs = List.copyOf(inputs);
    connections = List.copyOf(connections);
    unique(inputs, Input::name);
    unique(inputs, Input::key);
    unique(connections, Connection::name);
    Set<String> names = new HashSet<>(inputs.stream().map(Input::name).toList());
    for (Connection connection : connections) {
      if (!names.containsAll(connection.inputs())) {
        throw new IllegalArgumentException("inputs of " + connection.name());
      }
    }
  }

  /// The connections that `input` feeds, in the order of the configuration.
  public List<Connection> fedBy(Input input) {
    return connections.stream().filter(connection -> connection.fedBy(input)).toList();
  }

  private static <T> void unique(List<T> all, Function<T, String> by) {
    if (all.stream().map(by).distinct().count() != all.size()) {
      throw new IllegalArgumentException("not unique: " + all.stream().map(by).toList());
    }
  }
}
