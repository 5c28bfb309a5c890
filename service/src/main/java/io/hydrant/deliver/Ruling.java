package io.hydrant.deliver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer means for its call.
sealed interface Ruling {

  /// Each record has its verdict. None is *never*: an answer alone does not show that others are
  /// taken.
  ///
  /// @param verdicts one a record, in the call's order
  /// @param why one is to be sent again: throttled where any was, else as the first; null when all
  ///   were taken
  record Each(List<Verdict> verdicts, @Nullable Again why) implements Ruling {
    public Each {
      verdicts = List.copyOf(verdicts);
      if (verdicts.contains(Verdict.AGAIN) != (why != null)) {
        throw new IllegalArgumentException(verdicts + " because of " + why);
      }
    }
  }

  /// Nothing was taken, and nothing will be until somebody does something.
  record Blocked(BlockedCause cause) implements Ruling {}

  /// Nothing was taken because of what one record, or all together, are like.
  ///
  /// @param code the error's name
  record Refused(Doubt doubt, String code) implements Ruling {}

  /// What is wrong with a call that was refused for what it is.
  enum Doubt {
    /// One of its records, or the stream: halving tells.
    RECORD,
    /// It is too long.
    SIZE
  }

  /// Why a record is to be sent again.
  enum Again {
    /// The stream takes less than it is given.
    THROTTLED,
    /// Firehose, or the way to it, is broken for now.
    FAILING,
    /// Nobody knows whether it was taken.
    UNKNOWN_FATE,
    /// The error is none that is known here: a person should see it.
    UNHEARD_OF
  }
}
