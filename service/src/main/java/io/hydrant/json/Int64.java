package io.hydrant.json;

import io.hydrant.json.JsonIndex.Kind;
import java.nio.charset.StandardCharsets;

/// 64-bit integers as clients write them: a number, or a string of one, `-?(0|[1-9][0-9]*)` between
/// −2^63 and 2^63−1. `1.0` and `1e3` are none.
public final class Int64 {
  private static final int DIGITS_MAX = 19;

  private Int64() {}

  /// Whether a value is one.
  public static boolean is(JsonIndex json, int node) {
    if (json.is(node, Kind.NUMBER)) {
      return isInteger(json.text(), json.start(node), json.end(node));
    }
    if (!json.is(node, Kind.STRING)) {
      return false;
    }
    if (!json.hasEscape(node)) {
      return isInteger(json.text(), json.start(node) + 1, json.end(node) - 1);
    }
    byte[] decoded = decoded(json, node);
    return isInteger(decoded, 0, decoded.length);
  }

  /// The number that a value for which [#is] holds stands for.
  public static long of(JsonIndex json, int node) {
    byte[] digits =
        json.is(node, Kind.STRING)
            ? decoded(json, node)
            : json.raw(node).getBytes(StandardCharsets.US_ASCII);
    boolean negative = digits[0] == '-';
    long magnitude = magnitude(digits, negative ? 1 : 0, digits.length);
    return negative ? -magnitude : magnitude;
  }

  private static byte[] decoded(JsonIndex json, int node) {
    return json.string(node).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isInteger(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int first = negative ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > DIGITS_MAX || (text[first] == '0' && digits > 1)) {
      return false;
    }
    for (int i = first; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    long magnitude = magnitude(text, first, to);
    return magnitude >= 0 || (negative && magnitude == Long.MIN_VALUE);
  }

  /// Up to nineteen digits never pass 2^64, so what is beyond 2^63−1 shows as a negative number.
  private static long magnitude(byte[] text, int from, int to) {
    long magnitude = 0;
    for (int i = from; i < to; i++) {
      magnitude = magnitude * 10 + (text[i] - '0');
    }
    return magnitude;
  }
}
