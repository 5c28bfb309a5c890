package io.hydrant.emulator;

import org.jspecify.annotations.Nullable;

/// Where a delivery stream takes its records from.
public enum StreamType {
  DIRECT_PUT("DirectPut"),
  KINESIS_STREAM_AS_SOURCE("KinesisStreamAsSource");

  private final String text;

  StreamType(String text) {
    this.text = text;
  }

  /// Its name on the wire.
  public String text() {
    return text;
  }

  static @Nullable StreamType named(String name) {
    for (StreamType type : values()) {
      if (type.text.equals(name)) {
        return type;
      }
    }
    return null;
  }
}
