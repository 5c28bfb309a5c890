package io.hydrant.emulator;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The faults still to come, in the order they were written: the first that strikes a call is the
/// only one of its stage to strike it. Safe for threads.
final class FaultScript {
  private final List<Armed> ahead = new ArrayList<>();
  private final InstantSource clock;

  FaultScript(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Fault fault) {
    ahead.add(new Armed(fault, clock));
  }

  synchronized void clear() {
    ahead.clear();
  }

  /// One fault that is left.
  ///
  /// @param skips how many calls pass before it strikes
  /// @param strikes how many it strikes then
  record Left(Fault fault, long skips, long strikes, long struck) {}

  /// What is left of it.
  synchronized List<Left> ahead() {
    ahead.removeIf(Armed::spent);
    return ahead.stream()
        .map(armed ->
            new Left(
                armed.fault(),
                armed.fault().skipped() - armed.passed(),
                armed.fault().times() - armed.struck(),
                armed.struck()))
        .toList();
  }

  /// What strikes this call, null when nothing does. Counts the call.
  synchronized @Nullable Strike next(Armed.Seen seen) {
    for (int i = 0; i < ahead.size(); i++) {
      Armed armed = ahead.get(i);
      Strike strike = armed.strike(seen);
      if (strike != null) {
        if (armed.spent()) {
          ahead.remove(i);
        }
        return strike;
      }
    }
    return null;
  }
}
