package io.hydrant.http;

import io.hydrant.platform.Waited;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/// A body that is written bit by bit, by one thread that may wait. A client that reads nothing for
/// a while is cut off like one that sends nothing.
public final class Stream {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DoorLoop loop;
  private final Peer peer;
  private final HttpServerRequest request;
  private volatile boolean isGone;

  Stream(DoorLoop loop, Peer peer, HttpServerRequest request) {
    this.loop = loop;
    this.peer = peer;
    this.request = request;
  }

  /// Writes a piece, and waits until the client's system has it.
  ///
  /// @return whether there is still somebody who reads
  public boolean write(String text) {
    Waited<Boolean> written = new Waited<>();
    loop.run(() -> {
      if (isGone || request.response().closed()) {
        written.set(false);
        return;
      }
      request
          .response()
          .write(text)
          .onComplete(done -> {
            loop.awaitReading(peer);
            written.set(done.succeeded());
          });
    });
    return Boolean.TRUE.equals(written.get(PATIENCE));
  }

  /// Ends the body; nothing when the client is gone.
  public void end() {
    loop.run(() -> {
      if (!isGone && !request.response().closed()) {
        request.response().end();
        loop.answered(peer, 200, loop.isClosing());
      }
    });
  }

  /// Nobody reads it.
  void gone() {
    isGone = true;
  }
}
