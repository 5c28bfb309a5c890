package io.hydrant.firehose;

import java.util.function.Consumer;

/// Where calls go: Amazon's service, or in the simulator one that misbehaves from a list.
public interface Firehose {

  /// Sends a call, once: no retry is hidden behind this.
  ///
  /// @param then told the answer exactly once, on any thread; must be quick
  void put(Call call, Consumer<Answer> then);

  /// Asks what a stream is like, if there is a way to ask. An account may ask five times a second:
  /// for rare looks.
  ///
  /// @param then told the answer at most once, on any thread, or never; must be quick
  default void describe(String deliveryStreamName, Consumer<Described> then) {
    then.accept(new Described.NoAnswer("there is nobody to ask"));
  }
}
