package io.hydrant.live;

import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One who watches, and what he has not taken yet. Safe for many threads.
///
/// More than [#RATE_MAX] a second nobody reads: then only one in two, four, eight … is shown. Which
/// ones is told by the batch, so that what is shown of one is shown to its end.
public final class Watch implements AutoCloseable {
  /// What one is shown in a second.
  static final int RATE_MAX = 100;

  private static final int WAITING_MAX = 2_000;
  private static final int EVERY_MAX = 1 << 16;
  private static final int SEQUENCES_MAX = 10_000;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Feed feed;
  private final Filter filter;
  private final Clock clock;
  private final Queue<Passed> waiting = new ArrayDeque<>();
  private final Semaphore news = new Semaphore(0);
  private final Set<Long> ofRequest = new HashSet<>();
  private volatile int every = 1;
  private final AtomicLong missed = new AtomicLong();
  private volatile boolean isOver;
  private long second;
  private int shown;
  private boolean isCrowded;

  Watch(Feed feed, Filter filter, Clock clock) {
    this.feed = feed;
    this.filter = filter;
    this.clock = clock;
  }

  /// Whether something of these would be shown, as far as can be told before it is made.
  boolean wants(Stage stage, String connection, List<Long> sequences) {
    return filter.mayMatch(stage, connection) && (sequences.isEmpty() || isChosen(sequences));
  }

  private boolean isChosen(List<Long> sequences) {
    int one = every;
    for (long sequence : sequences) {
      if (sequence % one == 0) {
        return true;
      }
    }
    return false;
  }

  /// Shows what passes now, if it is meant.
  synchronized void offer(Passed passed) {
    // What has no sequence has no end that could be missed.
    List<Long> sequences = passed.source().sequences();
    List<Long> by = sequences.isEmpty() ? List.of(passed.id()) : sequences;
    if (isMeant(passed) && isChosen(by)) {
      count();
      show(passed);
    }
  }

  /// Shows what passed before.
  synchronized void offerKept(Passed passed) {
    if (isMeant(passed)) {
      show(passed);
    }
  }

  private void show(Passed passed) {
    if (waiting.size() >= WAITING_MAX) {
      waiting.remove();
      missed.incrementAndGet();
    }
    waiting.add(passed);
    news.release();
  }

  private boolean isMeant(Passed passed) {
    return filter.matches(passed) && isOfRequest(passed);
  }

  private boolean isOfRequest(Passed passed) {
    if (filter.request() == null) {
      return true;
    }
    List<Long> sequences = passed.source().sequences();
    if (filter.isBrought(passed.source().request())) {
      if (ofRequest.size() < SEQUENCES_MAX) {
        ofRequest.addAll(sequences);
      }
      return true;
    }
    return passed.source().request().isEmpty() && sequences.stream().anyMatch(ofRequest::contains);
  }

  /// Shows less at once, and more only after a second that had room for twice as much and more.
  private void count() {
    long now = clock.nanos() / SECOND_NANOS;
    if (now != second) {
      boolean wasQuiet = !isCrowded && shown < RATE_MAX / 4;
      if (wasQuiet || now > second + 1) {
        int twice = every / 2;
        every = Math.max(1, twice);
      }
      second = now;
      shown = 0;
      isCrowded = false;
    }
    shown++;
    if (shown > RATE_MAX && every < EVERY_MAX) {
      int half = every * 2;
      every = half;
      shown = 0;
      isCrowded = true;
    }
  }

  /// What passed since it was last asked; waits for something to, but not for ever.
  public List<Passed> take(Duration patience) throws InterruptedException {
    boolean isSome = news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    return isSome ? takeAll() : List.of();
  }

  private synchronized List<Passed> takeAll() {
    news.drainPermits();
    List<Passed> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /// One in how many is shown.
  public int every() {
    return every;
  }

  /// How many were not shown because he was too slow.
  public long missed() {
    return missed.get();
  }

  /// Whether nothing will pass any more.
  public boolean isOver() {
    return isOver;
  }

  @Override
  public void close() {
    isOver = true;
    news.release();
    feed.leave(this);
  }
}
