package io.hydrant.collect;

import io.hydrant.http.Gate;
import io.hydrant.http.Reply;

/// How many requests of one input are worked on at once, so that one sender who is slow to serve
/// leaves room for the others. Safe for many threads.
final class AtOnce {
  /// A request takes milliseconds, and seconds are the least that clients read.
  private static final Gate.TurnedBack FULL =
      new Gate.TurnedBack(
          Reply.error(429, "The input has more requests under way than it may.")
              .with("Retry-After", "1"));

  private final int most;
  private int underway;

  AtOnce(int most) {
    this.most = most;
  }

  int most() {
    return most;
  }

  /// This, and then another gate.
  Gate before(Gate next) {
    return sinceNanos -> {
      if (!enter()) {
        return FULL;
      }
      Gate.Pass pass = next.enter(sinceNanos);
      if (pass instanceof Gate.Stay stay) {
        return (Gate.Stay)
            status -> {
              leave();
              stay.answered(status);
            };
      }
      leave();
      return pass;
    };
  }

  private synchronized boolean enter() {
    if (underway == most) {
      return false;
    }
    underway++;
    return true;
  }

  private synchronized void leave() {
    underway--;
  }
}
