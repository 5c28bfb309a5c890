package io.hydrant.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the dead letters that were asked for.
///
/// @param letters in their order, without what they carry
/// @param next where there are more; null when these are the last
public record DeadPage(List<DeadLetter> letters, @Nullable DeadKey next) {
  public DeadPage {
    letters = List.copyOf(letters);
  }
}
