package io.hydrant.settings;

import java.util.List;

/// What became of reading a configuration: all of it or none of it.
public sealed interface Loaded {

  /// It is valid.
  record Accepted(Configuration configuration) implements Loaded {}

  /// It is not, and nothing of it counts.
  ///
  /// @param errors all there are, in the order of the file; never empty
  record Refused(List<ConfigurationError> errors) implements Loaded {
    public Refused {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("refused without an error");
      }
    }
  }
}
