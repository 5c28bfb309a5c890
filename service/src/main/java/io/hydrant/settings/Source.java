package io.hydrant.settings;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What a configuration is read from and against.
///
/// @param directory of the file, absolute: relative paths in it start there
/// @param environment for `${env:NAME}`
/// @param files those that were read, or tried; filled on the way
record Source(Path directory, Map<String, String> environment, Problems problems, Set<Path> files) {

  Source(Path directory, Map<String, String> environment, Problems problems) {
    this(directory, environment, problems, new LinkedHashSet<>());
  }

  Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
