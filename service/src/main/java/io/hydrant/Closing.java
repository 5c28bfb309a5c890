package io.hydrant;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been begun and must be ended, the last first. One that fails to end does not keep the
/// others from ending. Safe for many threads; each is ended once.
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  /// How one part ends.
  interface Step {
    void run() throws Exception;
  }

  private final Deque<Step> steps = new ArrayDeque<>();

  synchronized void add(Step step) {
    steps.push(step);
  }

  private synchronized Step next() {
    return steps.isEmpty() ? () -> {} : steps.pop();
  }

  private synchronized boolean isDone() {
    return steps.isEmpty();
  }

  void run() {
    while (!isDone()) {
      try {
        next().run();
      } catch (Exception e) {
        LOG.error("ending failed, going on with the rest", e);
      }
    }
  }
}
