package io.hydrant.live;

import io.hydrant.model.Bytes;
import java.util.List;
import java.util.Map;

/// Something that passed: a batch on its way in, for one connection, or a message on its way out.
///
/// @param id counts up from the start of the process; 0 until it is told
/// @param millis when, Unix milliseconds
/// @param connection its name
/// @param events what the ledger counts
/// @param content the batch or message itself: only for those who asked to see it
public record Passed(
    long id,
    long millis,
    Stage stage,
    String connection,
    Source source,
    About about,
    int events,
    Fate fate,
    Bytes content) {

  /// Where it comes from.
  ///
  /// @param request the id of the request that brought it; empty for a message, which several bring
  /// @param input through which it came; empty when it is not known
  /// @param sequences by which a message and the batches in it find each other; empty for what was
  ///   not kept
  public record Source(String request, String input, List<Long> sequences) {
    public Source {
      sequences = List.copyOf(sequences);
    }
  }

  /// What became of it.
  ///
  /// @param detail for people: for how long it waits, or what Firehose said
  /// @param settings which ones dropped how many events
  /// @param message the id of a message; empty for a batch
  /// @param record the id that Firehose gave; empty when it did not take it
  /// @param attempts in vain so far
  public record Fate(
      String detail, Map<String, Integer> settings, String message, String record, int attempts) {
    public Fate {
      settings = Map.copyOf(settings);
    }

    /// Of a batch.
    public static Fate of(String detail) {
      return new Fate(detail, Map.of(), "", "", 0);
    }

    /// Of a batch of which settings dropped events.
    public static Fate of(Map<String, Integer> settings) {
      return new Fate("", settings, "", "", 0);
    }
  }

  /// One that is not told yet.
  public static Passed of(
      Stage stage, String connection, Source source, About about, int events, Fate fate) {
    return new Passed(0, 0, stage, connection, source, about, events, fate, Bytes.EMPTY);
  }

  /// The same, with what it is.
  public Passed with(Bytes its) {
    return new Passed(id, millis, stage, connection, source, about, events, fate, its);
  }

  Passed at(long number, long time) {
    return new Passed(number, time, stage, connection, source, about, events, fate, content);
  }

  /// What it is about, never what it says.
  @Override
  public String toString() {
    return id + " " + stage.word() + " " + connection + " " + content;
  }
}
