package io.hydrant.preview;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import io.hydrant.preview.Remark.Cause;
import io.hydrant.preview.Remark.Place;
import io.hydrant.select.Rule;
import io.hydrant.select.SelectionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What selection says about one batch while it goes through. Its work grows with the batch, not
/// with the square of it. Not safe for many threads.
final class Remarks implements SelectionListener {
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName EVENT_TYPE = JsonName.of("event_type");

  private final Batch batch;
  private final JsonIndex json;
  private final int number;

  // By place in the batch, and by node.
  private final SortedMap<Integer, Cause> events = new TreeMap<>();
  private final SortedMap<Integer, Cause> members = new TreeMap<>();
  private final SortedMap<Integer, Cause> rewritten = new TreeMap<>();
  private final List<Cause> whole = new ArrayList<>();
  private boolean dropped;

  /// @param number of the batch among all that were given
  Remarks(Batch batch, int number) {
    this.batch = batch;
    this.json = batch.json();
    this.number = number;
  }

  @Override
  public void batchLeftOut(String setting) {
    batchLeftOut(new Cause.Setting(setting));
  }

  /// The batch is not sent, nor is any event of it that was not left out before.
  void batchLeftOut(Cause cause) {
    dropped = true;
    int array = json.find(batch.node(), EVENTS);
    int count = json.is(array, JsonIndex.Kind.ARRAY) ? json.count(array) : 0;
    if (events.size() == count) {
      whole.add(cause);
    }
    for (int position = 0; position < count; position++) {
      events.putIfAbsent(position, cause);
    }
  }

  @Override
  public void eventLeftOut(int position, String setting) {
    events.put(position, new Cause.Setting(setting));
  }

  @Override
  public void leftOut(int node, String setting) {
    members.put(node, new Cause.Setting(setting));
  }

  @Override
  public void leftOut(int node, Rule rule) {
    members.put(node, new Cause.Always(rule.words()));
  }

  @Override
  public void rewritten(int node, Rule rule) {
    rewritten.put(node, new Cause.Always(rule.words()));
  }

  /// What is not sent. Of a batch that is not sent at all, its events; of a member, not once more
  /// what is in it.
  List<Remark> leftOut() {
    List<Remark> all = new ArrayList<>();
    ofEvents(all);
    for (Cause cause : whole) {
      all.add(new Remark(new Place(number, Place.NONE, "", ""), cause));
    }
    if (!dropped) {
      all.addAll(ofMembers(members));
    }
    return all;
  }

  /// What is sent in other words.
  List<Remark> changed() {
    return dropped ? List.of() : ofMembers(rewritten);
  }

  private void ofEvents(List<Remark> all) {
    if (events.isEmpty()) {
      return;
    }
    int position = 0;
    int array = json.find(batch.node(), EVENTS);
    for (int event = json.first(array); event != JsonIndex.NONE; event = json.next(event)) {
      Cause cause = events.get(position);
      if (cause != null) {
        int type = json.find(event, EVENT_TYPE);
        String text = json.is(type, JsonIndex.Kind.STRING) ? json.string(type) : "";
        all.add(new Remark(new Place(number, position, text, ""), cause));
      }
      position++;
    }
  }

  private List<Remark> ofMembers(SortedMap<Integer, Cause> causes) {
    Map<Integer, String> paths = JsonPaths.of(json, batch.node(), new TreeSet<>(causes.keySet()));
    List<Remark> all = new ArrayList<>();
    // Nodes are numbered in the order of the text: what holds others comes before them.
    int end = 0;
    for (Map.Entry<Integer, Cause> each : causes.entrySet()) {
      if (json.end(each.getKey()) > end) {
        end = json.end(each.getKey());
        String path = paths.getOrDefault(each.getKey(), "");
        all.add(new Remark(new Place(number, Place.NONE, "", path), each.getValue()));
      }
    }
    return all;
  }
}
