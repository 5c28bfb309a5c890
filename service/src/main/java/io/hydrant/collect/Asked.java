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
  /// @param shown shows it to those who watch what passes
  record Bringing(
      int batches, Supplier<List<Submission.Part>> parts, Supplier<Reply> kept, Inbound.Shown shown)
      implements Asked {
    /// Batches, or something of them, whose answer is known before.
    public Bringing(
        int batches, Supplier<List<Submission.Part>> parts, Reply kept, Inbound.Shown shown) {
      this(batches, parts, () -> kept, shown);
    }

    /// No batches, but changes of audiences at most.
    public Bringing(int batches, Supplier<List<Submission.Part>> parts, Reply kept) {
      this(batches, parts, () -> kept);
    }

    /// The same, whose answer is not known before.
    public Bringing(int batches, Supplier<List<Submission.Part>> parts, Supplier<Reply> kept) {
      this(batches, parts, kept, Inbound::changes);
    }
  }

  /// It orders something that has its own answer.
  ///
  /// @param order gives the answer once, on any thread
  record Ordering(Consumer<Consumer<Reply>> order) implements Asked {}
}
