package io.hydrant.store;

import java.util.List;

/// What became of a submission.
public sealed interface Outcome {

  /// Durable. What it says holds after a power cut.
  ///
  /// @param sequences of each batch, in order; [#DUPLICATE] for one that had come before and was
  ///   not kept again
  /// @param changes what became of audiences by it
  record Kept(List<Long> sequences, List<AudienceChange> changes) implements Outcome {
    /// In place of a sequence.
    public static final long DUPLICATE = 0;

    public Kept {
      sequences = List.copyOf(sequences);
      changes = List.copyOf(changes);
    }

    /// By which nothing became of audiences.
    Kept(List<Long> sequences) {
      this(sequences, List.of());
    }
  }

  /// Not kept, to be answered 503.
  ///
  /// @param why in plain words, free of content
  /// @param retryAfterSeconds when to try again
  record Refused(String why, int retryAfterSeconds) implements Outcome {}
}
