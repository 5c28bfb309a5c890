package io.hydrant.compare;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonOutput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Values as JSON in one form, whoever wrote them: without white space, members by name, strings
/// with the escapes that must be, numbers without idle zeros.
final class Canonical {
  private Canonical() {}

  static String of(JsonIndex json, int node) {
    JsonOutput out = new JsonOutput(64);
    put(json, node, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  private static void put(JsonIndex json, int node, JsonOutput out) {
    switch (json.kind(node)) {
      case OBJECT -> object(json, node, out);
      case ARRAY -> {
        out.put('[');
        for (int item = json.first(node); item != JsonIndex.NONE; item = json.next(item)) {
          comma(out, item, json.first(node));
          put(json, item, out);
        }
        out.put(']');
      }
      case STRING -> out.string(json.string(node));
      case NUMBER -> out.put(number(json.raw(node)));
      case TRUE, FALSE, NULL -> out.put(json.raw(node));
    }
  }

  private static void object(JsonIndex json, int node, JsonOutput out) {
    TreeMap<String, Integer> members = new TreeMap<>();
    for (int member = json.first(node); member != JsonIndex.NONE; member = json.next(member)) {
      members.put(json.name(member), member);
    }
    out.put('{');
    for (Map.Entry<String, Integer> member : members.entrySet()) {
      comma(out, member.getValue(), members.firstEntry().getValue());
      out.string(member.getKey()).put(':');
      put(json, member.getValue(), out);
    }
    out.put('}');
  }

  private static void comma(JsonOutput out, int node, int first) {
    if (node != first) {
      out.put(',');
    }
  }

  /// `1.0` and `1` are one number. One whose exponent no arithmetic takes stays as it is.
  private static String number(String written) {
    try {
      BigDecimal number = new BigDecimal(written).stripTrailingZeros();
      boolean isWhole = number.scale() <= 0 && number.scale() > -20;
      return isWhole ? number.toBigInteger().toString() : number.toString();
    } catch (NumberFormatException e) {
      return written;
    }
  }
}
