package io.hydrant.settings;

import java.util.List;

/// One configured way out, resolved: what it carries, from whom, and where it goes.
///
/// @param inputs names of the inputs that feed it, in the order of the configuration
/// @param sendsAliases whether it forwards alias requests of client SDKs
public record Connection(
    String name,
    List<String> inputs,
    ConnectionContent content,
    Delivery delivery,
    Bounds bounds,
    Duty duty,
    boolean sendsAliases) {
  public Connection {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("connection without a name");
    }
    inputs = List.copyOf(inputs);
  }

  /// Whether what comes from `input` are this connection's business.
  public boolean fedBy(Input input) {
    return inputs.contains(input.name());
  }
}
