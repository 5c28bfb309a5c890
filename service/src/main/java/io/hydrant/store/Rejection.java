package io.hydrant.store;

import io.hydrant.model.Bytes;

/// Something that an SDK sent and that is invalid: kept for a person to look at, and for nobody
/// else. It is in no connection's account and leaves no dedup mark.
///
/// @param input by name
/// @param millis when it came, Unix milliseconds
/// @param why in words
/// @param bytes how many it had; what is kept may be less
/// @param beginning the first [#BEGINNING_BYTES_MAX] of them, or what is there of those
/// @param keptBytesMax how much is kept for the input, all together
public record Rejection(
    String input, long millis, String why, int bytes, Bytes beginning, long keptBytesMax)
    implements Step {
  /// What is kept of one.
  public static final int BEGINNING_BYTES_MAX = 64 * 1024;

  private static final int WHY_CHARACTERS_MAX = 1_000;

  public Rejection {
    beginning = beginning.slice(0, Math.min(beginning.length(), BEGINNING_BYTES_MAX));
    why = why.length() <= WHY_CHARACTERS_MAX ? why : why.substring(0, WHY_CHARACTERS_MAX);
  }

  /// How much came, never what it says.
  @Override
  public String toString() {
    return bytes + " bytes rejected of input " + input;
  }
}
