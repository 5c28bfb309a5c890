package io.hydrant.membership;

import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;

/// The ids of audiences: positive 64-bit integers.
final class AudienceId {
  /// No audience has it.
  static final long NONE = 0;

  private static final int DIGITS_MAX = 19;

  private AudienceId() {}

  /// The id that this text is; [#NONE] when it is none.
  static long of(String text) {
    if (text.isEmpty()
        || text.length() > DIGITS_MAX
        || text.charAt(0) == '0'
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return NONE;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /// The id that this value is, a number or its text; [#NONE] when it is none.
  static long of(JsonIndex json, int node) {
    return node == JsonIndex.NONE || !Int64.is(json, node)
        ? NONE
        : Math.max(NONE, Int64.of(json, node));
  }
}
