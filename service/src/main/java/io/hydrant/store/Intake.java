package io.hydrant.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What waits to be written. Submissions are bounded by bytes and refused beyond that; orders are
/// not, being bounded by what is in flight, and go first.
final class Intake {
  static final long SUBMITTED_BYTES_MAX = 32L << 20;
  private static final long WRITE_BYTES_MAX = 4L << 20;
  private static final int WRITE_SUBMISSIONS_MAX = 2_000;

  /// What goes into one write.
  record Load(List<Order> orders, List<Prepared> submissions) {
    boolean isEmpty() {
      return orders.isEmpty() && submissions.isEmpty();
    }
  }

  private final Deque<Prepared> submissions = new ArrayDeque<>();
  private final List<Order> orders = new ArrayList<>();
  private long submittedBytes;

  /// Takes a submission in; false when there is no room.
  synchronized boolean offer(Prepared submission) {
    if (submittedBytes + submission.bytes() > SUBMITTED_BYTES_MAX && !submissions.isEmpty()) {
      return false;
    }
    submissions.add(submission);
    submittedBytes += submission.bytes();
    return true;
  }

  synchronized void order(Order order) {
    orders.add(order);
  }

  /// Takes all orders and as many submissions as one write should hold.
  synchronized Load take() {
    List<Order> taken = List.copyOf(orders);
    orders.clear();
    List<Prepared> group = new ArrayList<>();
    long bytes = 0;
    while (!submissions.isEmpty()
        && bytes < WRITE_BYTES_MAX
        && group.size() < WRITE_SUBMISSIONS_MAX) {
      Prepared next = submissions.remove();
      submittedBytes -= next.bytes();
      bytes += next.bytes();
      group.add(next);
    }
    return new Load(taken, group);
  }

  synchronized boolean isEmpty() {
    return orders.isEmpty() && submissions.isEmpty();
  }
}
