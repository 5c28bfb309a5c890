package io.hydrant.settings;

/// A part of the file that has keys of its own.
enum Section {
  ROOT("", "The file"),
  COLLECTOR("collector", "The collector"),
  COLLECTOR_TLS("collector.tls", "TLS of the collector"),
  CONSOLE("console", "The console"),
  CONSOLE_TLS("console.tls", "TLS of the console"),
  CONSOLE_USER("console.users[]", "Users of the console"),
  METRICS("metrics", "Metrics"),
  DEDUP("dedup", "Deduplication"),
  ALERTS("alerts", "Alerts"),
  LOG("log", "The log"),
  INPUT("inputs[]", "Inputs"),
  LIMITS("inputs[].limits", "Limits of an input"),
  OUTPUT("outputs[]", "Outputs"),
  CONNECTION("connections[]", "Connections"),
  PACKING("connections[].packing", "Packing of a connection");

  private final String path;
  private final String title;

  Section(String path, String title) {
    this.path = path;
    this.title = title;
  }

  String path() {
    return path;
  }

  String title() {
    return title;
  }
}
