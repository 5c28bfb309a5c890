package io.hydrant.live;

import io.hydrant.json.JsonIndex;
import io.hydrant.model.KeyedHash;
import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What passes through Hydrant, as long as somebody watches. Safe for many threads.
///
/// Nobody waits for those who watch: what they do not take in time they miss, and under load they
/// are shown a sample. While nobody watches, asking [#isWatched] is all that it costs. What was
/// shown is kept in memory for ten minutes, within bounds, for those who come a little later.
public final class Feed implements AutoCloseable {
  private static final Duration KEPT_FOR = Duration.ofMinutes(10);
  private static final int KEPT_MAX = 1_000;
  private static final long KEPT_BYTES_MAX = 8 << 20;
  private static final int CONTENT_BYTES_MAX = 1 << 20;

  private final KeyedHash hash;
  private final Clock clock;
  private final Deque<Passed> kept = new ArrayDeque<>();
  private long keptBytes;
  private long last;
  private volatile List<Watch> watches = List.of();

  /// @param hash by which people are marked
  public Feed(KeyedHash hash, Clock clock) {
    this.hash = hash;
    this.clock = clock;
  }

  /// Whether anybody watches.
  public boolean isWatched() {
    return !watches.isEmpty();
  }

  /// Whether somebody would be shown it: what nobody is need not be made.
  ///
  /// @param sequences see [Passed.Source]
  public boolean wants(Stage stage, String connection, List<Long> sequences) {
    for (Watch watch : watches) {
      if (watch.wants(stage, connection, sequences)) {
        return true;
      }
    }
    return false;
  }

  /// Shows something to those who watch.
  public synchronized void tell(Passed passed) {
    Passed told = passed.at(++last, clock.millis());
    if (told.content().length() <= CONTENT_BYTES_MAX) {
      kept.addLast(told);
      keptBytes += told.content().length();
    }
    forgetOld();
    for (Watch watch : watches) {
      watch.offer(told);
    }
  }

  private void forgetOld() {
    long since = clock.millis() - KEPT_FOR.toMillis();
    while (!kept.isEmpty()
        && (kept.size() > KEPT_MAX
            || keptBytes > KEPT_BYTES_MAX
            || kept.getFirst().millis() < since)) {
      keptBytes -= kept.removeFirst().content().length();
    }
  }

  /// Begins to watch.
  public synchronized Watch watch(Filter filter) {
    return watch(filter, last);
  }

  /// Begins to watch, and is shown first what is kept of what passed after `after`.
  ///
  /// @param after the id of what was seen last; 0: nothing was
  public synchronized Watch watch(Filter filter, long after) {
    forgetOld();
    Watch watch = new Watch(this, filter, clock);
    // Ids begin anew with the process.
    long since = after > last ? 0 : after;
    kept.stream().filter(passed -> passed.id() > since).forEach(watch::offerKept);
    List<Watch> more = new ArrayList<>(watches);
    more.add(watch);
    watches = List.copyOf(more);
    return watch;
  }

  synchronized void leave(Watch watch) {
    watches = watches.stream().filter(each -> each != watch).toList();
  }

  /// One that is kept; null when there is none.
  public synchronized @Nullable Passed find(long id) {
    forgetOld();
    return kept.stream().filter(passed -> passed.id() == id).findFirst().orElse(null);
  }

  /// Forgets what is kept: somebody is to be forgotten.
  public synchronized void forget() {
    kept.clear();
    keptBytes = 0;
  }

  /// Whom and what an object is about.
  public About about(JsonIndex json, int object) {
    return About.of(json, object, hash);
  }

  /// By what people are marked.
  public KeyedHash hash() {
    return hash;
  }

  /// Everybody has seen enough: the service ends.
  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
