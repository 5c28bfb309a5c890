package io.hydrant.firehose;

import java.util.function.Consumer;

/// Where calls go: Amazon's service, or in the simulator one that misbehaves from a list.
public interface Firehose {

  /// Sends a call, once: no retry is hidden behind this.
  ///
  /// @param then told the answer exactly once, on any thread; must be quick
  void put(Call call, Consumer<Answer> then);
}
