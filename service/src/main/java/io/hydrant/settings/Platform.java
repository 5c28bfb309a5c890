package io.hydrant.settings;

/// Who sends through an input: each has doors of its own. The keys of all but servers are public,
/// so their doors only ever take.
public enum Platform {
  SERVER("server"),
  WEB("web"),
  ANDROID("android"),
  IOS("ios");

  private final String word;

  Platform(String word) {
    this.word = word;
  }

  /// As it is written in the configuration.
  public String word() {
    return word;
  }

  /// The one that is written so.
  static Platform of(String word) {
    for (Platform platform : values()) {
      if (platform.word.equals(word)) {
        return platform;
      }
    }
    throw new IllegalArgumentException("platform: " + word);
  }
}
