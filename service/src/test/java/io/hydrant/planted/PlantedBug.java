package io.hydrant.planted;

import io.hydrant.Repository;

/// A small edit of one source file that makes the service wrong, and who must notice.
///
/// @param name what goes wrong, in words
/// @param file under `service/src/main/java/io/hydrant`
/// @param text what stands there, exactly once
/// @param planted what stands there instead
record PlantedBug(String name, String file, String text, String planted, Catcher catcher) {

  /// The class that the file declares.
  String className() {
    return "io.hydrant." + file.substring(0, file.length() - ".java".length()).replace('/', '.');
  }

  /// The source with the bug in it.
  ///
  /// @throws AssertionError when the file has changed so that the bug has no place any more
  String source() {
    String path = "service/src/main/java/io/hydrant/" + file;
    String source = Repository.text(path);
    int at = source.indexOf(text);
    if (at < 0 || source.indexOf(text, at + 1) >= 0) {
      throw new AssertionError(
          path
              + " has changed: the text that '"
              + name
              + "' replaces stands there "
              + (at < 0 ? "no more" : "more than once")
              + ": "
              + text);
    }
    return source.substring(0, at) + planted + source.substring(at + text.length());
  }
}
