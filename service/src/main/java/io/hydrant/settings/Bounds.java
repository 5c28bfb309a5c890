package io.hydrant.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a connection goes on with what is not taken, and how much it holds. Like where it
/// sends, always today's.
///
/// @param retryFor how long a record is tried before it becomes a dead letter; null is for ever
/// @param deadLetterRetention how long a dead letter is kept; null is until a person says otherwise
/// @param pending how much it holds; null is any amount
public record Bounds(
    @Nullable Duration retryFor,
    @Nullable Duration deadLetterRetention,
    @Nullable Pending pending) {
  /// Those of a connection that says nothing of them.
  public static final Bounds STANDARD = new Bounds(Duration.ofDays(7), null, null);
}
