package io.hydrant.firehose;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a call.
public sealed interface Answer {

  /// Firehose decided on each record.
  ///
  /// @param records one for each record of the call, in its order, if the service keeps its word:
  ///   another number means that nobody knows what came of the call, and only the caller can tell
  record Decided(List<RecordAnswer> records) implements Answer {
    public Decided {
      records = List.copyOf(records);
    }
  }

  /// Firehose, or something before it, refused the whole call. Below 500 nothing of it was taken;
  /// from 500 on it may have been.
  ///
  /// @param status of HTTP, never one of 200 to 299
  /// @param code the error's name without namespace, null when the answer did not say
  /// @param message what the service wrote, for a person, cut to a bounded length; it can repeat
  ///   values of the call, so it is nothing to log
  /// @param date the service's own time, null when it did not say
  record Refused(int status, @Nullable String code, String message, @Nullable Instant date)
      implements Answer {}

  /// The call did not leave whole: nothing of it was taken, for certain.
  ///
  /// @param cause what a person has to look at
  /// @param why in plain words, without content, fit for a log
  record NotSent(Cause cause, String why) implements Answer {}

  /// What kept a call from leaving.
  enum Cause {
    /// No credentials were found, or the role could not be taken.
    CREDENTIALS,
    /// The name did not resolve, nobody listened, TLS failed, or the line broke before the end of
    /// the call was out.
    NETWORK,
    /// The client is closed.
    CLOSED
  }

  /// Nobody knows what came of it: it may have been taken.
  ///
  /// @param why in plain words, without content, fit for a log
  record Unknown(String why) implements Answer {}

  /// What came of one record.
  sealed interface RecordAnswer {}

  /// Firehose has it.
  record Taken(String recordId) implements RecordAnswer {}

  /// Firehose does not have it, most likely: an internal failure may have kept it.
  ///
  /// @param code the error's name; empty when the answer for this record said neither that it was
  ///   taken nor why not
  /// @param message for a person, cut to a bounded length
  record NotTaken(String code, String message) implements RecordAnswer {}
}
