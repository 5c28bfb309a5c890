package io.hydrant.settings;

import java.nio.file.Path;
import java.util.Map;

/// What a configuration is read from and against.
///
/// @param directory of the file, absolute: relative paths in it start there
/// @param environment for `${env:NAME}`
record Source(Path directory, Map<String, String> environment, Problems problems) {

  Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
