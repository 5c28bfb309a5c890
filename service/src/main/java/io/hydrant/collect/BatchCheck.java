package io.hydrant.collect;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.Int64;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import io.hydrant.model.Origin;
import io.hydrant.settings.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decides whether an object is a valid batch: one walk, in the order of the text.
///
/// It asks for what Hydrant needs and no more. A null says nothing, except as an event's type. For
/// all batches of one request, one after the other.
final class BatchCheck {
  private static final long HISTORICAL_MILLIS = TimeUnit.HOURS.toMillis(72);

  /// Each leaves expanded, some 80 bytes longer than it came: with many more, a request of 256 KiB
  /// could become a message that no record holds, and nothing is accepted that can't be sent.
  private static final int IDENTITIES_MAX = 1_000;

  private static final Field ENVIRONMENT = Field.of("environment");
  private static final Field USER_IDENTITIES = Field.of("user_identities");
  private static final Field USER_ATTRIBUTES = Field.of("user_attributes");
  private static final Field DELETED_USER_ATTRIBUTES = Field.of("deleted_user_attributes");
  private static final Field EVENTS = Field.of("events");
  private static final JsonName SESSION_UUID = JsonName.of("session_uuid");
  private static final JsonName SESSION_ID = JsonName.of("session_id");
  private static final int SESSIONS_MAX = 100;
  private static final Field EVENT_TYPE = Field.of("event_type");
  private static final Field DATA = Field.of("data");
  private static final Field EVENT_NAME = Field.of("data.event_name");
  private static final Field CUSTOM_ATTRIBUTES = Field.of("data.custom_attributes");
  private static final Field TIMESTAMP = Field.of("data.timestamp_unixtime_ms");
  private static final List<Field> BATCH_INTEGERS =
      List.of(Field.of("mpid"), Field.of("batch_id"), Field.of("timestamp_unixtime_ms"));
  private static final List<Field> DATA_INTEGERS =
      List.of(
          TIMESTAMP,
          Field.of("data.event_id"),
          Field.of("data.session_id"),
          Field.of("data.session_start_unixtime_ms"),
          Field.of("data.event_start_unixtime_ms"));

  private final JsonIndex json;
  private final Origin origin;
  private final Faults faults;
  private final Cuts cuts = new Cuts();
  private final AttributeCheck attributes;

  BatchCheck(JsonIndex json, Origin origin, Limits limits, Faults faults) {
    this.json = json;
    this.origin = origin;
    this.faults = faults;
    this.attributes = new AttributeCheck(json, limits, faults, cuts);
  }

  /// The batch that an object is, names that are too long cut, a feed's name added; null when it is
  /// none, and the faults say why.
  @Nullable Batch batch(int node) {
    cuts.clear();
    for (int member = json.first(node); member != NONE; member = json.next(member)) {
      if (!json.is(member, Kind.NULL)) {
        member(member);
      }
    }
    if (origin.historical() && isEmpty(json.findValue(node, EVENTS.name()))) {
      faults.add(EVENTS.path(), "A historical batch must have at least one event.");
    }
    if (!faults.areNone()) {
      return null;
    }
    Batch valid = cuts.areNone() ? new Batch(json, node, origin) : rewritten(node);
    String feed = origin.partner();
    return feed == null ? valid : Supplement.feed(valid, feed);
  }

  private Batch rewritten(int node) {
    byte[] text = cuts.leftOf(json.text(), json.start(node), json.end(node));
    try {
      return new Batch(JsonIndex.of(text), 0, origin);
    } catch (InvalidJsonException e) {
      throw new IllegalStateException("shorter names broke a valid batch", e);
    }
  }

  private void member(int member) {
    if (is(member, EVENTS)) {
      events(member);
    } else if (is(member, ENVIRONMENT)) {
      environment(member);
    } else if (is(member, USER_IDENTITIES)) {
      identities(member);
    } else if (is(member, USER_ATTRIBUTES)) {
      attributes.ofUser(USER_ATTRIBUTES, member);
    } else if (is(member, DELETED_USER_ATTRIBUTES)) {
      attributes.deleted(DELETED_USER_ATTRIBUTES, member);
    } else {
      integer(member, BATCH_INTEGERS);
    }
  }

  private void environment(int member) {
    String text = json.is(member, Kind.STRING) ? json.string(member) : "";
    boolean known =
        switch (text.length()) {
          case 10 -> text.toLowerCase(Locale.ROOT).equals("production");
          case 11 -> text.toLowerCase(Locale.ROOT).equals("development");
          default -> false;
        };
    if (!known) {
      faults.add(ENVIRONMENT.path(), "must be \"production\" or \"development\".");
    }
  }

  private void identities(int member) {
    if (json.is(member, Kind.OBJECT)) {
      if (json.count(member) > IDENTITIES_MAX) {
        faults.add(USER_IDENTITIES.path(), "has more than " + IDENTITIES_MAX + " members.");
      }
      return;
    }
    if (!json.is(member, Kind.ARRAY)) {
      faults.add(USER_IDENTITIES.path(), "must be an object, or an array of objects.");
      return;
    }
    int place = 0;
    for (int node = json.first(member); node != NONE; node = json.next(node)) {
      if (!json.is(node, Kind.OBJECT)) {
        faults.add(USER_IDENTITIES.path() + "[" + place + "]", "must be an object.");
      }
      place++;
    }
  }

  /// A batch travels with every session it has events of, with its other members: one of thousands
  /// would be thousands of times as large. SDKs send one or two.
  private void sessions(int events) {
    Set<String> sessions = new HashSet<>();
    for (int node = json.first(events); node != NONE; node = json.next(node)) {
      int data = json.find(node, DATA.name());
      int uuid = json.find(data, SESSION_UUID);
      int session = json.is(uuid, Kind.STRING) ? uuid : json.find(data, SESSION_ID);
      if (session != NONE && sessions.add(json.raw(session)) && sessions.size() > SESSIONS_MAX) {
        faults.add(EVENTS.path(), "has events of more than " + SESSIONS_MAX + " sessions.");
        return;
      }
    }
  }

  private void events(int member) {
    if (!json.is(member, Kind.ARRAY)) {
      faults.add(EVENTS.path(), "must be an array of objects.");
      return;
    }
    int place = 0;
    for (int node = json.first(member); node != NONE; node = json.next(node)) {
      faults.enterEvent(place++);
      if (json.is(node, Kind.OBJECT)) {
        event(node);
      } else {
        faults.add("must be an object.");
      }
    }
    faults.leaveEvent();
    if (place > SESSIONS_MAX) {
      sessions(member);
    }
  }

  private void event(int event) {
    eventType(json.findValue(event, EVENT_TYPE.name()));
    int data = json.findValue(event, DATA.name());
    if (data == NONE || json.is(data, Kind.OBJECT)) {
      data(data);
    } else {
      faults.add(DATA.path(), "must be an object.");
    }
  }

  private void eventType(int type) {
    if (type == NONE || json.isEmptyString(type)) {
      faults.add(EVENT_TYPE.path(), "Required event field \"event_type\" is missing or empty.");
    } else if (!json.is(type, Kind.STRING)) {
      faults.add(EVENT_TYPE.path(), "must be a string.");
    }
  }

  private void data(int data) {
    for (int member = firstOf(data); member != NONE; member = json.next(member)) {
      if (json.is(member, Kind.NULL)) {
        continue;
      }
      if (is(member, EVENT_NAME)) {
        attributes.nameOfEvent(member);
      } else if (is(member, CUSTOM_ATTRIBUTES)) {
        attributes.ofEvent(CUSTOM_ATTRIBUTES, member);
      } else {
        integer(member, DATA_INTEGERS);
      }
    }
    if (origin.historical()) {
      age(json.findValue(data, TIMESTAMP.name()));
    }
  }

  private void age(int timestamp) {
    if (timestamp == NONE) {
      faults.add(TIMESTAMP.path(), "An event of a historical batch must have a timestamp.");
    } else if (Int64.is(json, timestamp)
        && Int64.of(json, timestamp) > origin.receivedMillis() - HISTORICAL_MILLIS) {
      faults.add(TIMESTAMP.path(), "An event of a historical batch must be 72 hours old.");
    }
  }

  private void integer(int member, List<Field> fields) {
    for (Field field : fields) {
      if (is(member, field)) {
        if (!Int64.is(json, member)) {
          faults.add(field.path(), "must be a 64-bit integer, or a string of one.");
        }
        return;
      }
    }
  }

  private boolean is(int member, Field field) {
    return json.isNamed(member, field.name());
  }

  private boolean isEmpty(int events) {
    return events == NONE || (json.is(events, Kind.ARRAY) && json.first(events) == NONE);
  }

  private int firstOf(int object) {
    return object == NONE ? NONE : json.first(object);
  }
}
