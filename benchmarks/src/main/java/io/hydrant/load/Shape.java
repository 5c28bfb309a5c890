package io.hydrant.load;

/// What a connection makes of events.
enum Shape {
  /// One message of a user's events of five seconds.
  WINDOWS("batchInterval: 5s"),
  /// One message an event, one record a message.
  SINGLES("sendAsBatch: false"),
  /// One message an event, messages that share records.
  PACKED("sendAsBatch: false, recordDelimiter: newline, packing: {enabled: true}");

  private final String settings;

  Shape(String settings) {
    this.settings = settings;
  }

  /// Keys of a connection, as YAML.
  String settings() {
    return settings;
  }
}
