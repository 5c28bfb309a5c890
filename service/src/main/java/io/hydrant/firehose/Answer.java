package io.hydrant.firehose;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a call.
public sealed interface Answer {

  /// Firehose decided on each record.
  ///
  /// @param records as many as the call had, in its order
  record Decided(List<RecordAnswer> records) implements Answer {
    public Decided {
      records = List.copyOf(records);
    }
  }

  /// Firehose refused the whole call: nothing of it was taken.
  ///
  /// @param code the error's name, null when the body did not say
  /// @param message what the service wrote, for a person
  /// @param date the service's own time, null when it did not say
  record Refused(int status, @Nullable String code, String message, @Nullable Instant date)
      implements Answer {}

  /// Nobody knows what came of it: it may have been taken.
  ///
  /// @param why in plain words, without content
  record Unknown(String why) implements Answer {}

  /// What came of one record.
  sealed interface RecordAnswer {}

  /// Firehose has it.
  record Taken(String recordId) implements RecordAnswer {}

  /// Firehose does not have it, most likely: an internal failure may have kept it.
  record NotTaken(String code, String message) implements RecordAnswer {}
}
