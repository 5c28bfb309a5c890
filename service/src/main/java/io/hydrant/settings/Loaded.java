package io.hydrant.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What became of reading a configuration: all of it or none of it.
public sealed interface Loaded {

  /// The files it was read from, those that `${file:PATH}` names included. What it is changes only
  /// when one of them does.
  Set<Path> files();

  /// It is valid.
  record Accepted(Configuration configuration, Set<Path> files) implements Loaded {
    public Accepted {
      files = Set.copyOf(files);
    }
  }

  /// It is not, and nothing of it counts.
  ///
  /// @param errors all there are, in the order of the file; never empty
  record Refused(List<ConfigurationError> errors, Set<Path> files) implements Loaded {
    public Refused {
      errors = List.copyOf(errors);
      files = Set.copyOf(files);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("refused without an error");
      }
    }
  }
}
