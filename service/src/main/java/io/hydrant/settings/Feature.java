package io.hydrant.settings;

/// Something Hydrant does, or will: a key works from the day its feature is built. Until then it is
/// refused, never ignored.
enum Feature {
  EVENTS("forwarding of events", true),
  WINDOWS("batches by device", true),
  SESSIONS("whole sessions", true),
  HISTORICAL("historical batches", true),
  RECORD_DELIMITER("a choice of record delimiter", true),
  DEDUPLICATION("deduplication", true),
  INPUT_LIMITS("rates and limits of inputs", true),
  CLIENT_SDKS("doors for client SDKs", true),
  AUDIENCES("Audience connections", true),
  PARTNERS("partner push", true),
  FEEDS("partner feeds", true),
  ALIASES("alias requests", true),
  PACKING("packing", true),
  DEAD_LETTERS("dead letters", true),
  PENDING_BOUNDS("bounds on what waits", true),
  DISABLING("disabling a connection", true),
  ALERTS("alerts", true),
  OBSERVABILITY("settings of log and metrics", false);

  private final String words;
  private final boolean built;

  Feature(String words, boolean built) {
    this.words = words;
    this.built = built;
  }

  String words() {
    return words;
  }

  boolean built() {
    return built;
  }
}
