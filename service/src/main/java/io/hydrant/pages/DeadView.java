package io.hydrant.pages;

import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadLetterOffice;
import io.hydrant.store.DeadWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dead letters as a page shows them.
///
/// @param groups of all connections, or of the one that is meant, by cause and last error
/// @param cut connections of which only the first letters are in groups
/// @param works what is being done with some
/// @param chosen the letters that are meant; null when no connection is
public record DeadView(
    List<Group> groups, List<String> cut, List<Work> works, @Nullable Chosen chosen) {
  /// How many letters of a connection are looked at to say of what they died.
  public static final int GROUPED_MAX = 10_000;

  public DeadView {
    groups = List.copyOf(groups);
    cut = List.copyOf(cut);
    works = List.copyOf(works);
  }

  /// Letters of one connection that died of the same.
  ///
  /// @param firstMillis when the first was given up
  /// @param lastMillis when the last was
  public record Group(
      String connection,
      String cause,
      String error,
      long letters,
      long events,
      long firstMillis,
      long lastMillis) {}

  /// Something that is being done.
  public record Work(String connection, DeadWork work) {
    /// What it is called.
    public String word() {
      return switch (work.kind()) {
        case REPLAY, REPLAY_ALL -> "being replayed";
        case DISCARD -> "being discarded";
      };
    }
  }

  /// Those that are meant.
  ///
  /// @param error what their error contains; empty: any
  /// @param count what a replay would send
  /// @param next where more begin; empty when there are no more
  public record Chosen(
      String connection,
      String error,
      DeadLetterOffice.Count count,
      List<DeadLetter> letters,
      String next) {
    public Chosen {
      letters = List.copyOf(letters);
    }
  }
}
