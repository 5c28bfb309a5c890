package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// What the hosted product calls a setting of a connection.
public final class DisplayName {
  private DisplayName() {}

  /// The name on the hosted product's pages; null when it has no such setting.
  public static @Nullable String of(String key) {
    Setting<?> setting = Definitions.find(Section.CONNECTION, key);
    return setting == null ? null : setting.words().hosted();
  }
}
