package io.hydrant.http;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/// One open connection of a client, and the time by which its present state must be over. Its event
/// loop's alone.
final class Peer {
  /// Answers that a client has not read although the system's own buffers are full of them.
  private static final int UNREAD_ANSWERS_MAX = 64;

  private final HttpConnection connection;
  private @Nullable Exchange exchange;
  private long deadlineNanos;
  private boolean closing;
  private int unreadAnswers;

  Peer(HttpConnection connection, long deadlineNanos) {
    this.connection = connection;
    this.deadlineNanos = deadlineNanos;
  }

  void begins(Exchange next, long deadline) {
    exchange = next;
    deadlineNanos = deadline;
  }

  /// It was answered and read whole. Nothing of it is kept while the connection waits for a next:
  /// what thousands keep for seconds is what a collection of garbage copies.
  void ends(Exchange whole) {
    if (exchange == whole) {
      exchange = null;
    }
  }

  /// The body of the request under way breaks off.
  void broken() {
    if (exchange != null) {
      exchange.broken();
    }
  }

  /// An answer is on its way; too many of them, and the client reads none.
  void writes() {
    unreadAnswers++;
    if (unreadAnswers > UNREAD_ANSWERS_MAX) {
      close();
    }
  }

  void written() {
    unreadAnswers--;
  }

  /// No request is begun any more.
  void lastAnswer() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  void deadline(long deadline) {
    deadlineNanos = deadline;
  }

  boolean isLate(long nowNanos) {
    return deadlineNanos - nowNanos < 0;
  }

  /// Its time is up: a request under way is told so, then it is closed.
  void cutOff() {
    if (exchange == null || exchange.isAnswered()) {
      close();
    } else {
      exchange.cutOff();
    }
  }

  void close() {
    connection.close();
  }

  void closed() {
    if (exchange != null) {
      exchange.gone();
    }
  }
}
