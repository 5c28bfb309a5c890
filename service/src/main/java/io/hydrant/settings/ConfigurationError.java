package io.hydrant.settings;

/// One thing that is wrong with a configuration file: where, what, what to write instead.
///
/// @param line from 1; 0 when it is about the file as a whole
/// @param column from 1
/// @param path of the key, `connections[0].awsRegion`; empty when it is about the file as a whole
public record ConfigurationError(String file, int line, int column, String path, String message) {

  /// `hydrant.yaml:12:5: connections[0].deliveryStreamNam: unknown key; …`
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
