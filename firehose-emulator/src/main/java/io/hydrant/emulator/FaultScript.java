package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The faults still to come, in the order they were written. Safe for threads.
final class FaultScript {
  private final List<Fault> ahead = new ArrayList<>();

  synchronized void add(Fault fault) {
    ahead.add(fault);
  }

  synchronized void clear() {
    ahead.clear();
  }

  /// What is left of it, each fault with what it still skips and strikes.
  synchronized List<Fault> ahead() {
    return List.copyOf(ahead);
  }

  /// What strikes this call, null when nothing does. Counts the call.
  synchronized @Nullable Misfortune next(Operation operation, @Nullable String stream) {
    for (int i = 0; i < ahead.size(); i++) {
      Fault fault = ahead.get(i);
      if (!fault.matches(operation, stream)) {
        continue;
      }
      if (fault.skipped() > 0) {
        ahead.set(i, fault.after(fault.skipped() - 1));
        continue;
      }
      if (fault.times() == 1) {
        ahead.remove(i);
      } else {
        ahead.set(i, fault.less());
      }
      return fault.misfortune();
    }
    return null;
  }
}
