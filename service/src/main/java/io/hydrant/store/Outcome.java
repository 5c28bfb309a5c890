package io.hydrant.store;

import java.util.List;

/// What became of a submission.
public sealed interface Outcome {

  /// Durable. What it says holds after a power cut.
  ///
  /// @param duplicates for each batch, in order, whether it had come before and was not kept again
  record Kept(List<Boolean> duplicates) implements Outcome {
    public Kept {
      duplicates = List.copyOf(duplicates);
    }
  }

  /// Not kept, to be answered 503.
  ///
  /// @param why in plain words, free of content
  /// @param retryAfterSeconds when to try again
  record Refused(String why, int retryAfterSeconds) implements Outcome {}
}
