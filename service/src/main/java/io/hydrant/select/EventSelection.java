package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.json.Splice;
import io.hydrant.model.FragmentDraft;
import io.hydrant.settings.Content;
import io.hydrant.settings.Toggle;
import java.nio.charset.StandardCharsets;

/// Writes the events that pass: names made as documented, locations removed when asked, and `data`
/// completed by what it lacks.
///
/// Source: mParticle's JSON reference; the table of what `data` gains.
final class EventSelection {
  private static final JsonName LOCATION = JsonName.of("location");
  private static final JsonName LATITUDE = JsonName.of("latitude");
  private static final JsonName LONGITUDE = JsonName.of("longitude");
  private static final byte[] DATA = ascii("\"data\":{");
  private static final byte[] TIMESTAMP = ascii("\"timestamp_unixtime_ms\":");
  private static final byte[] EVENT_ID = ascii("\"event_id\":");
  private static final byte[] SESSION_ID = ascii("\"session_id\":");
  private static final byte[] SESSION_START = ascii("\"session_start_unixtime_ms\":");
  private static final byte[] EVENT_START = ascii("\"event_start_unixtime_ms\":");

  private final JsonIndex json;
  private final FragmentDraft draft;
  private final JsonOutput out;
  private final Splice splice;
  private final ClientNames clientNames;
  private final SelectionListener listener;
  private final Members data = new Members(DataMember.NAMES, DataMember.values().length);
  private final boolean keepsLocation;
  private final boolean seeksLocation;
  private final long received;

  // Of the event at hand.
  private int idAt;
  private int locationStart;
  private int locationEnd;

  EventSelection(JsonIndex json, Content content, FragmentDraft draft, SelectionListener listener) {
    this.json = json;
    this.draft = draft;
    this.out = draft.content();
    this.splice = new Splice(json, out);
    this.clientNames = new ClientNames(json, splice, listener);
    this.listener = listener;
    this.keepsLocation = content.is(Toggle.INCLUDE_LOCATION_INFORMATION);
    this.seeksLocation = keepsLocation && content.is(Toggle.INCLUDE_EVENT_BATCH_LOCATION);
    this.received = draft.receivedMillis();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void write(Events events) {
    int position = 0;
    for (int event = events.first(); event != JsonIndex.NONE; event = json.next(event)) {
      EventType type = events.type(position);
      if (events.passes(type)) {
        write(event, type, position, events.sessions());
      }
      position++;
    }
  }

  private void write(int event, EventType type, int position, Sessions sessions) {
    int start = out.length();
    idAt = JsonIndex.NONE;
    locationStart = JsonIndex.NONE;
    splice.begin(json.start(event));
    boolean hasData = false;
    for (int member = json.first(event); member != JsonIndex.NONE; member = json.next(member)) {
      if (json.isNamed(member, Events.DATA)) {
        hasData = true;
        writeData(member, type, sessions);
      } else if (json.isNamed(member, Events.EVENT_TYPE)) {
        clientNames.eventType(type, member);
      }
    }
    if (!hasData) {
      splice.copyTo(json.end(event) - 1).put(',').put(DATA);
      data.read(json, JsonIndex.NONE);
      complete(sessions, false);
      out.put('}');
    }
    splice.copyTo(json.end(event));
    draft.event(start, position, idAt, locationStart, locationEnd);
  }

  private void writeData(int node, EventType type, Sessions sessions) {
    data.read(json, node);
    if (json.is(node, Kind.NULL)) {
      splice.replace(node).put('{');
      complete(sessions, false);
      out.put('}');
      return;
    }
    for (int i = 0; i < data.known(); i++) {
      touch(DataMember.of(data.known(i)), type, sessions);
    }
    boolean emptied = !keepsLocation && data.get(DataMember.LOCATION) != JsonIndex.NONE;
    splice.copyTo(json.end(node) - 1);
    complete(sessions, data.all() - (emptied ? 1 : 0) > 0);
  }

  /// Does to a member that is there what a rule asks for.
  private void touch(DataMember member, EventType type, Sessions sessions) {
    int node = data.get(member);
    switch (member) {
      case TIMESTAMP_UNIXTIME_MS,
          EVENT_ID,
          SESSION_ID,
          SESSION_START_UNIXTIME_MS,
          EVENT_START_UNIXTIME_MS -> {
        if (json.is(node, Kind.NULL) && gains(member, sessions)) {
          splice.replace(node);
          writeValue(member, sessions);
        }
      }
      case LOCATION -> location(node);
      case BREADCRUMBS -> {
        if (!keepsLocation && json.is(node, Kind.ARRAY)) {
          removeFromBreadcrumbs(node);
        }
      }
      default -> clientNames.data(member, type, node);
    }
  }

  private void location(int node) {
    if (!keepsLocation) {
      removeLocation(node);
    } else if (seeksLocation
        && json.is(json.find(node, LATITUDE), Kind.NUMBER)
        && json.is(json.find(node, LONGITUDE), Kind.NUMBER)) {
      locationStart = splice.positionOf(json.start(node));
      locationEnd = splice.positionOf(json.end(node));
    }
  }

  private void removeFromBreadcrumbs(int array) {
    for (int each = json.first(array); each != JsonIndex.NONE; each = json.next(each)) {
      if (!json.is(each, Kind.OBJECT)) {
        continue;
      }
      for (int member = json.first(each); member != JsonIndex.NONE; member = json.next(member)) {
        if (json.isNamed(member, LOCATION)) {
          removeLocation(member);
        } else if (json.isNamed(member, Events.DATA)) {
          int inside = json.find(member, LOCATION);
          if (inside != JsonIndex.NONE) {
            removeLocation(inside);
          }
        }
      }
    }
  }

  private void removeLocation(int member) {
    splice.remove(member);
    listener.leftOut(member, Toggle.INCLUDE_LOCATION_INFORMATION.key());
  }

  // ---- what data gains

  /// Appends the members that are absent.
  private void complete(Sessions sessions, boolean comma) {
    boolean more = comma;
    more = append(DataMember.TIMESTAMP_UNIXTIME_MS, TIMESTAMP, sessions, more);
    more = append(DataMember.EVENT_ID, EVENT_ID, sessions, more);
    more = append(DataMember.SESSION_ID, SESSION_ID, sessions, more);
    more = append(DataMember.SESSION_START_UNIXTIME_MS, SESSION_START, sessions, more);
    append(DataMember.EVENT_START_UNIXTIME_MS, EVENT_START, sessions, more);
  }

  private boolean append(DataMember member, byte[] name, Sessions sessions, boolean comma) {
    if (data.get(member) != JsonIndex.NONE || !gains(member, sessions)) {
      return comma;
    }
    if (comma) {
      out.put(',');
    }
    out.put(name);
    writeValue(member, sessions);
    return true;
  }

  /// Whether a member that is absent or null has a value to gain.
  private boolean gains(DataMember member, Sessions sessions) {
    int uuid = data.get(DataMember.SESSION_UUID);
    return switch (member) {
      case SESSION_ID -> Sessions.isUuid(json, uuid);
      case SESSION_START_UNIXTIME_MS -> sessions.isStarted(uuid, data.get(DataMember.SESSION_ID));
      default -> true;
    };
  }

  private void writeValue(DataMember member, Sessions sessions) {
    int uuid = data.get(DataMember.SESSION_UUID);
    switch (member) {
      case TIMESTAMP_UNIXTIME_MS -> out.put(received);
      case EVENT_START_UNIXTIME_MS -> timestamp(data.value(json, DataMember.TIMESTAMP_UNIXTIME_MS));
      case SESSION_START_UNIXTIME_MS ->
          timestamp(sessions.start(uuid, data.get(DataMember.SESSION_ID)));
      case SESSION_ID -> out.put(Sessions.id(json, uuid));
      case EVENT_ID -> idAt = out.length();
      default -> throw new IllegalStateException("nothing gains " + member);
    }
  }

  /// A timestamp as it stands, or else the time of receipt.
  private void timestamp(int node) {
    if (node == JsonIndex.NONE) {
      out.put(received);
    } else {
      out.put(json.text(), json.start(node), json.end(node));
    }
  }
}
