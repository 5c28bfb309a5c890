package io.hydrant.collect;

import io.hydrant.http.Reply;
import io.hydrant.store.Submission;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a request comes to once it is read.
public sealed interface Asked {

  /// It is answered at once.
  record Answered(Reply reply) implements Asked {}

  /// It brings something to be kept.
  ///
  /// @param batches how many batches it is to its input's rate
  /// @param parts made once it is certain that the rate lets it pass
  /// @param kept makes the answer once it is durable
  record Bringing(int batches, Supplier<List<Submission.Part>> parts, Supplier<Reply> kept)
      implements Asked {
    /// One whose answer is known before.
    public Bringing(int batches, Supplier<List<Submission.Part>> parts, Reply kept) {
      this(batches, parts, () -> kept);
    }
  }

  /// It orders something that has its own answer.
  ///
  /// @param order gives the answer once, on any thread
  record Ordering(Consumer<Consumer<Reply>> order) implements Asked {}
}
