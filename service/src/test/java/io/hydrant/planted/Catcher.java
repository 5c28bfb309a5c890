package io.hydrant.planted;

import org.jspecify.annotations.Nullable;

/// Who must notice a bug.
sealed interface Catcher {

  /// A test of the build.
  ///
  /// @param className below `io.hydrant`
  /// @param iteration the only one that is run of a test with parameters; null is all
  record Named(String className, String method, @Nullable Integer iteration) implements Catcher {
    Named(String className, String method) {
      this(className, method, null);
    }

    @Override
    public String toString() {
      return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }
  }

  /// The simulator, on the seeds from zero to one of these.
  record Seeds(int count) implements Catcher {
    @Override
    public String toString() {
      return "SimulatorTest";
    }
  }
}
