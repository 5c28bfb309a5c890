package io.hydrant.collect;

import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ways in that a configuration opens: who may send, how fast, and to which connections. A
/// request goes by the same from its first look to its last. Immutable, safe for many threads.
public final class Inlets {
  private final Keys keys;
  private final Branches branches;
  private final Map<String, Rate> rates = new HashMap<>();

  /// @param inputs who may send
  /// @param before whose rates go on, where they are the same: a reload is no way to send more
  public Inlets(List<Input> inputs, Branches branches, Clock clock, @Nullable Inlets before) {
    this.keys = new Keys(inputs);
    this.branches = branches;
    for (Input input : inputs) {
      Integer batchesPerSecond = input.batchesPerSecond();
      if (batchesPerSecond != null) {
        Rate known = before == null ? null : before.rates.get(input.name());
        boolean goesOn = known != null && known.batchesPerSecond() == batchesPerSecond;
        rates.put(input.name(), goesOn ? known : new Rate(batchesPerSecond, clock));
      }
    }
  }

  /// Who may send.
  Keys keys() {
    return keys;
  }

  /// To which connections.
  public Branches branches() {
    return branches;
  }

  /// The rate of an input; null is any.
  @Nullable Rate rate(Input input) {
    return rates.get(input.name());
  }
}
