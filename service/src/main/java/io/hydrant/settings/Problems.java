package io.hydrant.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// What was found wrong with one file so far. Reading goes on after each, so that a person sees
/// all.
final class Problems {
  private final String file;
  private final List<ConfigurationError> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /// About the file as a whole.
  void add(String message) {
    found.add(new ConfigurationError(file, 0, 0, "", message));
  }

  void add(Optional<Mark> mark, String path, String message) {
    int line = mark.map(Mark::getLine).orElse(-1) + 1;
    int column = mark.map(Mark::getColumn).orElse(-1) + 1;
    found.add(new ConfigurationError(file, line, column, path, message));
  }

  boolean none() {
    return found.isEmpty();
  }

  /// In the order of the file.
  List<ConfigurationError> inOrder() {
    Comparator<ConfigurationError> byPlace =
        Comparator.comparingInt(ConfigurationError::line)
            .thenComparingInt(ConfigurationError::column);
    return found.stream().sorted(byPlace).distinct().toList();
  }
}
