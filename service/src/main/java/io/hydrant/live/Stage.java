package io.hydrant.live;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far something is, in the order in which it gets there.
public enum Stage {
  /// Nothing of a request was kept, and its answer said so.
  REFUSED,
  /// What an SDK sent is invalid: it was answered as if all were well, and kept apart.
  REJECTED,
  /// A batch was kept for a connection.
  ACCEPTED,
  /// A batch had come before, and was not kept again.
  DUPLICATE,
  /// Some or all of a batch is not sent, by a setting.
  FILTERED,
  /// All of a batch is thrown away, by a setting that a person chose, or dead letters by his word.
  DISCARDED,
  /// A batch waits with others, or for its turn.
  GROUPED,
  /// Firehose took a message.
  SENT,
  /// Firehose did not take a message, which is sent again.
  AGAIN,
  /// A message was given up, and is a dead letter.
  DEAD,
  /// Dead letters wait again.
  REPLAYED;

  /// What people and scripts call them, in this order.
  public static final List<String> WORDS = Arrays.stream(values()).map(Stage::word).toList();

  /// What people and scripts call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one that is called so; null when none is.
  public static @Nullable Stage of(String word) {
    int at = WORDS.indexOf(word);
    return at < 0 ? null : values()[at];
  }
}
