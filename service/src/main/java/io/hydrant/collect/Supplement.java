package io.hydrant.collect;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.json.Splice;
import io.hydrant.model.Batch;

/// What Hydrant knows of a batch and its sender does not say, written into it: every other byte
/// stays. A batch that gains something is one of a text of its own. Pure.
public final class Supplement {
  /// The attribute by which the hosted product says which feed an event came from.
  private static final JsonName SOURCE_FEED = JsonName.of("mParticle Source Feed");

  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName CUSTOM_ATTRIBUTES = JsonName.of("custom_attributes");
  private static final JsonName DEVICE_INFO = JsonName.of("device_info");
  private static final JsonName USER_AGENT = JsonName.of("http_header_user_agent");
  private static final int ROOM = 512;

  private final Batch batch;
  private final JsonIndex json;
  private final JsonOutput out;
  private final Splice splice;

  private Supplement(Batch batch) {
    this.batch = batch;
    this.json = batch.json();
    this.out = new JsonOutput(json.end(batch.node()) - json.start(batch.node()) + ROOM);
    this.splice = new Splice(json, out);
    splice.begin(json.start(batch.node()));
  }

  /// The batch with the name of a feed among the attributes of each of its events, in place of what
  /// stands there. Attributes that are no object stay as they are.
  static Batch feed(Batch batch, String name) {
    Supplement supplement = new Supplement(batch);
    supplement.feed(name);
    return supplement.finish();
  }

  /// The batch with a user agent in its `device_info`, unless it says one itself.
  public static Batch userAgent(Batch batch, String userAgent) {
    JsonIndex json = batch.json();
    int device = json.findValue(batch.node(), DEVICE_INFO);
    boolean hasPlace = device == NONE || json.is(device, Kind.OBJECT);
    if (!hasPlace || json.findValue(device, USER_AGENT) != NONE) {
      return batch;
    }
    Supplement supplement = new Supplement(batch);
    supplement.value(batch.node(), DEVICE_INFO, USER_AGENT, userAgent);
    return supplement.finish();
  }

  private void feed(String name) {
    int events = json.find(batch.node(), EVENTS);
    if (!json.is(events, Kind.ARRAY)) {
      return;
    }
    for (int event = json.first(events); event != NONE; event = json.next(event)) {
      int data = json.find(event, DATA);
      if (json.is(data, Kind.OBJECT)) {
        value(data, CUSTOM_ATTRIBUTES, SOURCE_FEED, name);
      } else {
        member(event, DATA).put('{').string(CUSTOM_ATTRIBUTES.text()).put(':');
        object(SOURCE_FEED, name);
        out.put('}');
        end(event, DATA);
      }
    }
  }

  /// Gives the object `parent` a member that is an object, and that one a member with this value.
  private void value(int parent, JsonName object, JsonName name, String value) {
    int inside = json.find(parent, object);
    if (json.is(inside, Kind.OBJECT)) {
      member(inside, name).string(value);
      end(inside, name);
    } else if (inside == NONE || json.is(inside, Kind.NULL)) {
      member(parent, object);
      object(name, value);
      end(parent, object);
    }
  }

  private void object(JsonName name, String value) {
    out.put('{').string(name.text()).put(':').string(value).put('}');
  }

  /// Begins to write a member: in the place of the one that is there, else as the first.
  private JsonOutput member(int parent, JsonName name) {
    int there = json.find(parent, name);
    return there == NONE
        ? splice.copyTo(json.start(parent) + 1).string(name.text()).put(':')
        : splice.replace(there);
  }

  private void end(int parent, JsonName name) {
    if (json.find(parent, name) == NONE && json.first(parent) != NONE) {
      out.put(',');
    }
  }

  private Batch finish() {
    splice.copyTo(json.end(batch.node()));
    try {
      return new Batch(JsonIndex.of(out.array(), 0, out.length()), 0, batch.origin());
    } catch (InvalidJsonException e) {
      throw new IllegalStateException("a supplement broke a valid batch", e);
    }
  }
}
