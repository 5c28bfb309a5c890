package io.hydrant.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the committer is asked to do with dead letters.
sealed interface DeadOrder extends Order {

  /// Says that the store failed before it was certainly done.
  void fail();

  /// Begins a work.
  record Begin(DeadWork work, Consumer<DeadBegun> then) implements DeadOrder {
    @Override
    public void fail() {
      then.accept(DeadBegun.FAILED);
    }
  }

  /// Does a step of a connection's work.
  ///
  /// @param lettersMax at most so many, but those of one group together
  /// @param overtaken which messages of audiences a replay leaves out
  /// @param then what was done; null: the store failed
  record Advance(
      int connection, int lettersMax, Overtaken overtaken, Consumer<@Nullable DeadStep> then)
      implements DeadOrder {
    @Override
    public void fail() {
      then.accept(null);
    }
  }

  /// Throws away what was given up before a time, by an explicit setting.
  ///
  /// @param before store time in microseconds
  /// @param then how many were; null: the store failed
  record Expire(int connection, long before, int lettersMax, Consumer<@Nullable Integer> then)
      implements DeadOrder {
    @Override
    public void fail() {
      then.accept(null);
    }
  }
}
