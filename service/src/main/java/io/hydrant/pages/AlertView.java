package io.hydrant.pages;

import io.hydrant.alert.Alert;
import java.util.List;

/// One alert as *Alerts* shows it.
///
/// @param recent how often in the last twelve hours
/// @param hours how often in each of the last hours, the oldest first
/// @param isMuted whether nobody is told of it now
public record AlertView(Alert alert, long recent, List<Long> hours, boolean isMuted) {
  private static final int BAR_HEIGHT = 28;

  public AlertView {
    hours = List.copyOf(hours);
  }

  /// How high an hour's bar is: one that counts anything can be seen.
  public long height(long count) {
    long most = hours.stream().mapToLong(Long::longValue).max().orElse(0);
    return count == 0 ? 0 : Math.max(2, BAR_HEIGHT * count / most);
  }

  /// What kind of state it is in, as styles call it.
  public String tone() {
    if (!alert.isOpen()) {
      return "still";
    }
    return switch (alert.type().severity()) {
      case WARNING -> "slow";
      case ERROR -> "bad";
    };
  }

  /// `over`, or how much it matters.
  public String word() {
    if (!alert.isOpen()) {
      return "over";
    }
    return switch (alert.type().severity()) {
      case WARNING -> "heals by itself";
      case ERROR -> "needs a person";
    };
  }
}
