package io.hydrant.sdk;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A batch of which a random hand changed some values into others and to which it added members.
/// What it put in is marked, so that it can be looked for.
final class NativeScramble {
  private final JsonIndex json;
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();
  private final List<String> marks = new ArrayList<>();

  NativeScramble(JsonIndex json, SplittableRandom random) {
    this.json = json;
    this.random = random;
    value(0);
  }

  String text() {
    return text.toString();
  }

  /// Texts that nothing else has.
  List<String> marks() {
    return marks;
  }

  private void value(int node) {
    if (node != 0 && random.nextInt(60) == 0) {
      other();
    } else if (json.is(node, Kind.OBJECT)) {
      object(node);
    } else if (json.is(node, Kind.ARRAY)) {
      array(node);
    } else {
      text.append(json.raw(node));
    }
  }

  private void object(int node) {
    text.append('{');
    String comma = "";
    for (int member = json.first(node); member != NONE; member = json.next(member)) {
      text.append(comma).append('"').append(json.name(member)).append("\":");
      value(member);
      comma = ",";
    }
    if (random.nextInt(10) == 0) {
      text.append(comma).append('"').append("new ").append(marks.size()).append("\":");
      other();
    }
    text.append('}');
  }

  private void array(int node) {
    text.append('[');
    String comma = "";
    for (int element = json.first(node); element != NONE; element = json.next(element)) {
      text.append(comma);
      value(element);
      comma = ",";
    }
    text.append(']');
  }

  private void other() {
    String mark = "mark-" + marks.size() + "-";
    marks.add(mark);
    text.append(
        switch (random.nextInt(4)) {
          case 0 -> "\"" + mark + "\"";
          case 1 -> "[\"" + mark + "\",1.50]";
          case 2 -> "{\"" + mark + "\":null}";
          default -> "[[{\"n\":1,\"i\":\"" + mark + "\"}]]";
        });
  }
}
