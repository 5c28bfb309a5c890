package io.hydrant.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of a running service, and what a person may order about those that are not
/// configured any more.
public interface Connections {

  /// One connection.
  ///
  /// @param name as in the ledger
  /// @param state in a word: sending, disabled, removed, adopted
  /// @param deliveryStreamName where it sends; null when it sends nowhere
  /// @param awsRegion of the stream; null when it sends nowhere
  /// @param adoptedBy the connection that sends what it owes; null when none does
  /// @param waiting events that wait, those of open sessions included
  /// @param waitingBytes their bytes as stored
  record Line(
      String name,
      String state,
      @Nullable String deliveryStreamName,
      @Nullable String awsRegion,
      @Nullable String adoptedBy,
      long waiting,
      long waitingBytes) {}

  /// All that are configured, in that order, and those that are not and owe something.
  List<Line> list();

  /// Has a connection send what a removed one owes.
  ///
  /// @param removed as the list names it, or the name it had when only one removed connection had
  ///   it
  /// @return null when that is durable, else why it is not done
  @Nullable String adopt(String removed, String heir);

  /// Throws away what a removed connection owes.
  ///
  /// @param removed as for [#adopt]
  /// @return null when that is durable, else why it is not done
  @Nullable String discard(String removed);
}
