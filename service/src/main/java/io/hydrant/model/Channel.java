package io.hydrant.model;

/// The door a batch came through, as `source_info.channel` names it.
public enum Channel {
  SERVER_TO_SERVER("server_to_server"),
  JAVASCRIPT("javascript"),
  NATIVE("native"),
  PARTNER("partner");

  private final String text;

  Channel(String text) {
    this.text = text;
  }

  /// The text in outgoing messages.
  public String text() {
    return text;
  }
}
