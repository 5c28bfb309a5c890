package io.hydrant.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of a running service, and what a person may order about them.
public interface Connections {

  /// One connection.
  ///
  /// @param name as in the ledger
  /// @param state how it goes
  /// @param deliveryStreamName where it sends; null when it sends nowhere
  /// @param awsRegion of the stream; null when it sends nowhere
  /// @param adoptedBy the connection that sends what it owes; null when none does
  /// @param waiting events that wait, those of open sessions included
  /// @param waitingBytes their bytes as stored
  record Line(
      String name,
      State state,
      @Nullable String deliveryStreamName,
      @Nullable String awsRegion,
      @Nullable String adoptedBy,
      long waiting,
      long waitingBytes) {}

  /// How it goes with a connection.
  ///
  /// @param word sending, throttled, failing, blocked, paused, disabled, removed, adopted
  /// @param since wall time; null when that is not known
  /// @param trouble what blocks it; null when nothing does
  record State(String word, @Nullable Instant since, @Nullable Trouble trouble) {
    public static State of(String word) {
      return new State(word, null, null);
    }
  }

  /// What blocks a connection, in words for people.
  ///
  /// @param cause its name
  record Trouble(String cause, String wrong, String safe, String cure, String paste) {}

  /// All that are configured, in that order, and those that are not and owe something.
  List<Line> list();

  /// Has a connection send what a removed one owes.
  ///
  /// @param removed as the list names it, or the name it had when only one removed connection had
  ///   it
  /// @return null when that is durable, else why it is not done
  @Nullable String adopt(String removed, String heir);

  /// Has a connection send nothing from now on, also after a restart.
  ///
  /// @return null when that is durable, else why it is not done
  @Nullable String pause(String name);

  /// Has a connection send: one that was paused, or one whose stream was gone and is meant as it is
  /// there now. One that is blocked for another cause tries at once.
  ///
  /// @return null when that is durable, else why it is not done
  @Nullable String resume(String name);

  /// Throws away what a removed connection owes.
  ///
  /// @param removed as for [#adopt]
  /// @return null when that is durable, else why it is not done
  @Nullable String discard(String removed);
}
