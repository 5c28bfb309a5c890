package io.hydrant.membership;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies at a path that only an input with `audiences: true` may ask.
///
/// @param purpose what others may not, as in "may not erase people"
/// @param reader reads a request
record Gated(List<String> methods, String purpose, Reader reader) implements Resource {

  /// See [Resource#ask].
  @FunctionalInterface
  interface Reader {
    Asked ask(Visit visit, Bytes body);
  }

  @Override
  public @Nullable String bars(Input input) {
    return input.audiences().isAllowed()
        ? null
        : "This input may not " + purpose + ": it needs audiences: true.";
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    return reader.ask(visit, body);
  }
}
