package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.store.Backup;
import io.hydrant.store.CopyProgress;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.Store;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backups that a person orders, one at a time, each on a thread of its own; what became of the
/// last is remembered until the next. Safe for many threads.
public final class Backups implements AutoCloseable {
  static final String PROGRESS = "/api/backup/progress";

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DataDirectory data;
  private final Store store;
  private @Nullable Order last;
  private boolean isClosed;

  public Backups(DataDirectory data, Store store) {
    this.data = data;
    this.store = store;
  }

  /// One that was ordered.
  private static final class Order {
    private final Path to;
    private final CopyProgress progress = new CopyProgress();
    private final Thread thread;
    private volatile State state = State.RUNNING;
    private volatile String error = "";

    Order(Path to, Take take) {
      this.to = to;
      this.thread = Thread.ofPlatform().name("backup").unstarted(() -> run(take));
    }

    private void run(Take take) {
      try {
        take.take(to, progress);
        state = State.DONE;
        LOG.info("backed up to {}: {} bytes", to, progress.bytes());
      } catch (IOException | RuntimeException e) {
        error = String.valueOf(e.getMessage());
        state = State.FAILED;
        LOG.error("the backup to {} failed: {}", to, e.toString());
      }
    }
  }

  /// Takes a backup.
  @FunctionalInterface
  private interface Take {
    void take(Path to, CopyProgress progress) throws IOException;
  }

  /// How it goes with a backup.
  private enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /// Begins one.
  ///
  /// @param directory on this machine, from its root
  /// @return null when it has begun, else why not
  synchronized @Nullable String begin(String directory) {
    if (isClosed) {
      return "The service is ending.";
    }
    if (last != null && last.state == State.RUNNING) {
      return "A backup to " + last.to + " is under way.";
    }
    try {
      Path to = Path.of(directory);
      if (!to.isAbsolute()) {
        return "directory: a path from the root is needed, on the service's machine.";
      }
      Backup.requireRoom(data, to);
      last = new Order(to, (path, progress) -> Backup.of(data, store, path, progress));
      last.thread.start();
      return null;
    } catch (InvalidPathException | IOException e) {
      return e.getMessage() + ".";
    }
  }

  /// How far the last one is.
  synchronized Reply progress() {
    Order order = last;
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("state", order == null ? "none" : lower(order.state));
          if (order != null) {
            json.writeStringProperty("directory", order.to.toString());
            json.writeNumberProperty("bytes", order.progress.bytes());
            json.writeNumberProperty("of", order.progress.total());
          }
          if (order != null && order.state == State.FAILED) {
            json.writeStringProperty("error", order.error);
          }
        });
  }

  private static String lower(State state) {
    return switch (state) {
      case RUNNING -> "running";
      case DONE -> "done";
      case FAILED -> "failed";
    };
  }

  /// Has one that is under way break off.
  @Override
  public void close() {
    Order order;
    synchronized (this) {
      isClosed = true;
      order = last;
    }
    if (order != null) {
      order.progress.end();
      try {
        order.thread.join(PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
