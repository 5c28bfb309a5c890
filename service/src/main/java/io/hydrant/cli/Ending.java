package io.hydrant.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How a command that runs on and on comes to its end: somebody asks for it, or the process is told
/// to stop (SIGTERM, Ctrl-C), which waits until the command has cleaned up.
final class Ending {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger();

  /// What a command does until its end, and the cleaning up.
  interface Work {
    int run(Ending ending) throws Exception;
  }

  private Ending() {}

  /// Runs `work`, which waits by [#await] and cleans up before it returns the exit code.
  static int run(Work work) throws Exception {
    Ending ending = new Ending();
    Thread hook = new Thread(ending::stop, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      ending.code.set(work.run(ending));
      return ending.code.get();
    } finally {
      ending.ended.countDown();
      ending.forget(hook);
    }
  }

  /// Asks for the end.
  ///
  /// @param exitCode of the process
  void ask(int exitCode) {
    code.compareAndSet(0, exitCode);
    asked.countDown();
  }

  /// Waits until the end is asked for.
  ///
  /// @return the exit code it is asked for with
  int await() throws InterruptedException {
    asked.await();
    return code.get();
  }

  /// As [#await], but not for ever.
  int await(long millis) throws InterruptedException {
    if (!asked.await(millis, TimeUnit.MILLISECONDS)) {
      return ExitCode.DONE;
    }
    return code.get();
  }

  /// Whether the end is asked for, now or within a while.
  boolean isAskedWithin(Duration patience) throws InterruptedException {
    return asked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The process was told to stop: a command that cleaned up has done what it was told, so its own
  /// code is the process's, not that of the signal.
  private void stop() {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code.get());
  }

  private void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook is at work.
      asked.countDown();
    }
  }
}
