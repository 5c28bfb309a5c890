package io.hydrant.preview;

import io.hydrant.model.Bytes;
import java.util.List;
import java.util.Map;

/// What asking for a preview came to.
public sealed interface Previewed {

  /// There is none: the question is wrong, or no batch is valid.
  ///
  /// @param errors a sentence each; of batches those with which the collector answers 400
  record Refused(List<String> errors) implements Previewed {
    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /// What would leave, and what would not.
  ///
  /// @param messages in the order in which the first of each came
  /// @param changed what leaves in other words
  /// @param errors what is wrong with batches that are invalid, while others are not
  record Answer(
      Subject subject,
      Counts counts,
      List<Leaving> messages,
      List<Remark> leftOut,
      List<Remark> changed,
      List<String> errors)
      implements Previewed {
    public Answer {
      messages = List.copyOf(messages);
      leftOut = List.copyOf(leftOut);
      changed = List.copyOf(changed);
      errors = List.copyOf(errors);
    }

    /// The counts only: content may be personal.
    @Override
    public String toString() {
      return messages.size() + " messages for " + subject.connection();
    }
  }

  /// Whom it is about.
  record Subject(String connection, String input) {}

  /// What the ledger would count for the connection.
  ///
  /// @param accepted events; one for a batch without
  /// @param duplicates those of batches that came before
  /// @param filtered those dropped, by the key of the setting that drops them
  record Counts(int accepted, int duplicates, Map<String, Integer> filtered) {
    public Counts {
      filtered = Map.copyOf(filtered);
    }
  }

  /// A message that would leave.
  ///
  /// @param document every byte of it, delimiter included
  /// @param events in it
  /// @param when it would leave
  /// @param examples paths of its members that are made up here, and made anew in earnest: ids, and
  ///   times of receipt
  record Leaving(Bytes document, int events, When when, List<String> examples) {
    public Leaving {
      examples = List.copyOf(examples);
    }
  }

  /// When a message would leave.
  ///
  /// @param words for people
  /// @param withinMillis at the latest so long after the last of it was received, if nothing more
  ///   comes
  record When(String words, long withinMillis) {}
}
