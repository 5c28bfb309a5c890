package io.hydrant.collect;

import io.hydrant.http.Reply;
import io.hydrant.live.About;
import io.hydrant.live.Feed;
import io.hydrant.live.Passed;
import io.hydrant.live.Passed.Fate;
import io.hydrant.live.Passed.Source;
import io.hydrant.live.Stage;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Grouping;
import io.hydrant.model.Waiting;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Outcome;
import io.hydrant.store.Step;
import io.hydrant.store.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Shows what came in, once it is durable, to those who watch. On the committer's thread: what
/// nobody is shown is not looked at.
///
/// @param feed where it is shown
public record Inbound(Feed feed) {
  private static final int REFUSED_FROM = 400;

  /// Shows what a request brought.
  @FunctionalInterface
  public interface Shown {
    /// Shows it.
    ///
    /// @param parts as they were submitted
    /// @param sequences of each, see [Outcome.Kept]
    void show(Inbound inbound, Visit visit, List<Submission.Part> parts, List<Long> sequences);
  }

  /// Shows the one batch that a request brought.
  public static Shown one(Batch batch) {
    return (inbound, visit, parts, sequences) ->
        inbound.batches(visit, List.of(batch), parts, sequences);
  }

  /// Shows that a request is refused, with what its answer says: no value of what was sent.
  ///
  /// @param input through which it came; empty when nobody knows
  void refused(String request, String input, Reply reply) {
    if (reply.status() >= REFUSED_FROM && feed.wants(Stage.REFUSED, "", List.of())) {
      Fate fate = Fate.of(reply.status() + ": " + reply.said());
      Source source = new Source(request, input, List.of());
      feed.tell(Passed.of(Stage.REFUSED, "", source, About.NOBODY, 0, fate));
    }
  }

  /// Shows that what an SDK sent is invalid.
  ///
  /// @param why in words for people
  public static Shown rejected(String why) {
    return (inbound, visit, parts, sequences) -> {
      if (inbound.feed.wants(Stage.REJECTED, "", sequences)) {
        Source source = new Source(visit.id(), visit.input().name(), sequences);
        Passed passed = Passed.of(Stage.REJECTED, "", source, About.NOBODY, 0, Fate.of(why));
        inbound.feed.tell(passed);
      }
    };
  }

  /// Whether anybody watches.
  boolean isWatched() {
    return feed.isWatched();
  }

  /// Shows batches.
  ///
  /// @param batches of each part
  void batches(
      Visit visit, List<Batch> batches, List<Submission.Part> parts, List<Long> sequences) {
    for (int i = 0; i < parts.size(); i++) {
      long sequence = sequences.get(i);
      boolean isDuplicate = sequence == Outcome.Kept.DUPLICATE;
      Source source =
          new Source(visit.id(), visit.input().name(), isDuplicate ? List.of() : List.of(sequence));
      for (Arrival arrival : parts.get(i).arrivals()) {
        String connection = visit.inlets().branches().name(arrival.connection());
        new Telling(feed, connection, source, batches.get(i)).tell(arrival, isDuplicate);
      }
    }
  }

  /// Shows changes of audiences. What they come to for each user is known when they are sent.
  void changes(Visit visit, List<Submission.Part> parts, List<Long> sequences) {
    for (int i = 0; i < parts.size(); i++) {
      long sequence = sequences.get(i);
      boolean isDuplicate = sequence == Outcome.Kept.DUPLICATE;
      List<? extends Step> steps = parts.get(i).steps();
      // Each step takes the next one, if any.
      List<Long> its =
          isDuplicate
              ? List.of()
              : LongStream.rangeClosed(sequence, sequence + steps.size()).boxed().toList();
      Source source = new Source(visit.id(), visit.input().name(), its);
      Map<Integer, Integer> changes = new TreeMap<>();
      for (Step step : steps) {
        if (step instanceof AudienceStep.MemberChange change) {
          change.connections().forEach(number -> changes.merge(number, 1, Integer::sum));
        }
      }
      changes.forEach((number, count) -> {
        String connection = visit.inlets().branches().name(number);
        Telling telling = new Telling(feed, connection, source, null);
        Fate fate = Fate.of("changes of audiences");
        telling.tell(isDuplicate ? Stage.DUPLICATE : Stage.ACCEPTED, count, fate);
      });
    }
  }

  /// One batch, for one connection.
  private static final class Telling {
    private final Feed feed;
    private final String connection;
    private final Source source;
    private final @Nullable Batch batch;
    private @Nullable About about;
    private Bytes content = Bytes.EMPTY;

    Telling(Feed feed, String connection, Source source, @Nullable Batch batch) {
      this.feed = feed;
      this.connection = connection;
      this.source = source;
      this.batch = batch;
    }

    void tell(Arrival arrival, boolean isDuplicate) {
      if (isDuplicate) {
        tell(Stage.DUPLICATE, arrival.accepted(), Fate.of("its source_request_id came before"));
        return;
      }
      tell(Stage.ACCEPTED, arrival.accepted(), Fate.of(""));
      if (!arrival.filtered().isEmpty()) {
        int filtered = arrival.filtered().values().stream().mapToInt(Integer::intValue).sum();
        tell(Stage.FILTERED, filtered, Fate.of(arrival.filtered()));
      }
      if (arrival.discarded() > 0) {
        String why = "the connection is disabled or full, and its settings say discard";
        tell(Stage.DISCARDED, arrival.discarded(), Fate.of(why));
      }
      for (Waiting waiting : arrival.waiting()) {
        tell(Stage.GROUPED, waiting.count(), Fate.of(words(waiting.grouping())));
      }
    }

    private static String words(Grouping grouping) {
      return switch (grouping) {
        case Grouping.Alone _ -> "waits with nobody, leaves at once";
        case Grouping.Window window ->
            "waits for its device's window to end, " + words(window.intervalMillis()) + " at most";
        case Grouping.Session session ->
            "waits for its session to end, or "
                + words(session.timeoutMillis())
                + " after the last of it";
      };
    }

    private static String words(long millis) {
      Duration span = Duration.ofMillis(millis);
      return span.toMinutes() > 0 && span.toSecondsPart() == 0
          ? span.toMinutes() + " min"
          : span.toSeconds() + " s";
    }

    void tell(Stage stage, int events, Fate fate) {
      if (!feed.wants(stage, connection, source.sequences())) {
        return;
      }
      About whom = about;
      if (whom == null) {
        whom = batch == null ? About.NOBODY : feed.about(batch.json(), batch.node());
        content = batch == null ? content : Bytes.of(batch.bytes(batch.node()).toArray());
        about = whom;
      }
      feed.tell(Passed.of(stage, connection, source, whom, events, fate).with(content));
    }
  }
}
