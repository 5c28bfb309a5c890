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
import java.util.Set;
import java.util.TreeSet;

/// What selection says about one batch while it goes through. Not safe for many threads.
final class Remarks implements SelectionListener {
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName EVENT_TYPE = JsonName.of("event_type");

  private final Batch batch;
  private final int number;
  private final List<Remark> whole = new ArrayList<>();
  private final List<Remark> members = new ArrayList<>();
  private final List<Remark> changed = new ArrayList<>();
  private final Set<Integer> eventsLeftOut = new TreeSet<>();
  private final List<Integer> nodesLeftOut = new ArrayList<>();
  private boolean dropped;

  /// @param number of the batch among all that were given
  Remarks(Batch batch, int number) {
    this.batch = batch;
    this.number = number;
  }

  /// What is not sent. Of a batch that is not sent at all, its events; of a member, not once more
  /// what is in it.
  List<Remark> leftOut() {
    List<Remark> all = new ArrayList<>(whole);
    if (!dropped) {
      all.addAll(members);
    }
    return all;
  }

  /// What is sent in other words.
  List<Remark> changed() {
    return dropped ? List.of() : changed;
  }

  /// The batch is not sent, with every event that was not left out before.
  void batchLeftOut(Cause cause) {
    dropped = true;
    int events = batch.json().find(batch.node(), EVENTS);
    int count = batch.json().is(events, JsonIndex.Kind.ARRAY) ? batch.json().count(events) : 0;
    if (eventsLeftOut.size() == count) {
      whole.add(new Remark(new Place(number, Place.NONE, "", ""), cause));
    }
    for (int position = 0; position < count; position++) {
      if (!eventsLeftOut.contains(position)) {
        whole.add(new Remark(event(position), cause));
      }
    }
  }

  @Override
  public void batchLeftOut(String setting) {
    batchLeftOut(new Cause.Setting(setting));
  }

  @Override
  public void eventLeftOut(int position, String setting) {
    eventsLeftOut.add(position);
    whole.add(new Remark(event(position), new Cause.Setting(setting)));
  }

  @Override
  public void leftOut(int node, String setting) {
    leftOut(node, new Cause.Setting(setting));
  }

  @Override
  public void leftOut(int node, Rule rule) {
    leftOut(node, new Cause.Always(rule.words()));
  }

  @Override
  public void rewritten(int node, Rule rule) {
    changed.add(new Remark(member(node), new Cause.Always(rule.words())));
  }

  private void leftOut(int node, Cause cause) {
    JsonIndex json = batch.json();
    members.removeIf(remark -> remark.place().path().startsWith(path(node) + "."));
    for (int outer : nodesLeftOut) {
      if (json.start(outer) <= json.start(node) && json.end(node) <= json.end(outer)) {
        return;
      }
    }
    nodesLeftOut.add(node);
    members.add(new Remark(member(node), cause));
  }

  private Place event(int position) {
    JsonIndex json = batch.json();
    int event = json.first(json.find(batch.node(), EVENTS));
    for (int i = 0; i < position; i++) {
      event = json.next(event);
    }
    int type = json.find(event, EVENT_TYPE);
    String text = json.is(type, JsonIndex.Kind.STRING) ? json.string(type) : "";
    return new Place(number, position, text, "");
  }

  private Place member(int node) {
    return new Place(number, Place.NONE, "", path(node));
  }

  private String path(int node) {
    return JsonPath.of(batch.json(), batch.node(), node);
  }
}
