package io.hydrant.collect;

import io.hydrant.model.Bytes;
import io.hydrant.settings.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies at one path of the collector: who may ask there, what is read, and what is answered.
/// All else is the same for each and the [Collector]'s.
public interface Resource {

  /// Where resources are found.
  interface Site {
    /// What lies at this path; null when nothing does.
    @Nullable Resource at(String path);
  }

  /// The methods it takes, as `Allow` lists them.
  List<String> methods();

  /// Whose request it is, by its `Authorization` header.
  default Admission admit(Keys keys, @Nullable String authorization) {
    return keys.admit(authorization);
  }

  /// Why this input may not ask here; null when it may.
  default @Nullable String bars(Input input) {
    return null;
  }

  /// Reads a request. Called on an event loop: must be quick.
  ///
  /// @param body empty for methods that have none
  Asked ask(Visit visit, Bytes body);
}
