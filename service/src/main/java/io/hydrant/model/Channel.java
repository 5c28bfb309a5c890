package io.hydrant.model;

/// The door a batch came through, as `source_info.channel` names it.
public enum Channel {
  SERVER_TO_SERVER(0, "server_to_server"),
  JAVASCRIPT(1, "javascript"),
  NATIVE(2, "native"),
  PARTNER(3, "partner");

  private static final Channel[] ALL = values();

  private final int stored;
  private final String text;

  Channel(int stored, String text) {
    this.stored = stored;
    this.text = text;
  }

  /// Its number on disk.
  int stored() {
    return stored;
  }

  static Channel of(int stored) {
    for (Channel channel : ALL) {
      if (channel.stored == stored) {
        return channel;
      }
    }
    throw new IllegalArgumentException("channel " + stored);
  }

  /// The text in outgoing messages.
  public String text() {
    return text;
  }
}
