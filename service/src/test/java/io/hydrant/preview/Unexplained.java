package io.hydrant.preview;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.preview.Previewed.Leaving;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds what batches bring, no message has, and no remark names.
final class Unexplained {
  /// Nodes that a setting or rule can take single members out of.
  private static final List<String> NODES = List.of("device_info", "application_info", "context");

  private static final JsonName EVENTS = JsonName.of("events");

  private final Answer answer;
  private final Set<String> sent = new HashSet<>();
  private final Set<String> lost = new TreeSet<>();
  private int events;
  private int number;

  private Unexplained(Answer answer) {
    this.answer = answer;
  }

  /// What is neither sent nor told to be left out; empty when there is nothing.
  static String of(List<Question.Post> posts, Answer answer) {
    if (!answer.errors().isEmpty()) {
      return "";
    }
    Unexplained unexplained = new Unexplained(answer);
    for (Leaving message : answer.messages()) {
      JsonIndex json = Examples.index(message.document());
      unexplained.paths(json, 0, unexplained.sent);
      unexplained.events -= message.events();
    }
    for (Question.Post post : posts) {
      JsonIndex json = Examples.index(post.body());
      if (json.is(0, Kind.OBJECT)) {
        unexplained.batch(json, 0);
      } else {
        for (int each = json.first(0); each != JsonIndex.NONE; each = json.next(each)) {
          unexplained.batch(json, each);
        }
      }
    }
    for (Remark remark : answer.leftOut()) {
      unexplained.events -= remark.place().event() == Remark.Place.NONE ? 0 : 1;
    }
    String missing = unexplained.events == 0 ? "" : "\nunexplained events: " + unexplained.events;
    return unexplained.lost.isEmpty() ? missing : missing + "\nunexplained: " + unexplained.lost;
  }

  private void batch(JsonIndex json, int node) {
    int own = json.find(node, EVENTS);
    int count = json.is(own, Kind.ARRAY) ? json.count(own) : 0;
    events += count;
    Set<String> paths = new HashSet<>();
    paths(json, node, paths);
    boolean dropped = false;
    for (Remark remark : answer.leftOut()) {
      if (remark.place().batch() == number) {
        dropped |= remark.place().path().isEmpty();
        paths.removeIf(path ->
            path.equals(remark.place().path()) || path.startsWith(remark.place().path() + "."));
      }
    }
    // Of a batch that leaves out events, what is left of it may be nothing: its events were
    // counted.
    paths.removeAll(sent);
    if (!dropped) {
      lost.addAll(paths);
    }
    number++;
  }

  private void paths(JsonIndex json, int object, Set<String> paths) {
    for (int member = json.first(object); member != JsonIndex.NONE; member = json.next(member)) {
      String name = json.name(member);
      paths.add(name);
      if (NODES.contains(name) && json.is(member, Kind.OBJECT)) {
        for (int each = json.first(member); each != JsonIndex.NONE; each = json.next(each)) {
          paths.add(name + "." + json.name(each));
        }
      }
    }
  }
}
