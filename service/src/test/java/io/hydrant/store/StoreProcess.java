package io.hydrant.store;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Grouping;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A process that does nothing but keep rows, and prints a line for each that it was told is kept:
/// to be killed. With the argument `unsynced` its writes are not synced, which is the bug that a
/// kill must bring to light.
final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    boolean sync = !arguments[1].equals("unsynced");
    Store store = open(directory, sync);
    store.start(() -> {});
    store.enroll(Map.of("c", Bytes.utf8("content")), enrolled -> {});
    BlockingQueue<Outcome> outcomes = new ArrayBlockingQueue<>(1);
    while (true) {
      Waiting waiting = new Waiting(new Grouping.Alone(), List.of(Fragments.of(1, "a")), 1);
      Arrival arrival = new Arrival(1, 1, Map.of(), List.of(waiting), List.of());
      store.submit(
          new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
      if (outcomes.take() instanceof Outcome.Kept) {
        System.out.println("kept");
        System.out.flush();
      }
    }
  }

  static Store open(Path directory, boolean sync) throws IOException {
    return Store.open(
        () -> RocksTables.open(directory, sync),
        Clock.system(),
        Chance.secure(),
        StoreOptions.UNBOUNDED);
  }

  /// What a start finds after the kill.
  static long rowsFound(Path directory) throws IOException {
    Store store = open(directory, true);
    try {
      List<Audit> audits = store.audit();
      return audits.isEmpty() ? 0 : audits.getFirst().rows();
    } finally {
      store.close();
    }
  }
}
