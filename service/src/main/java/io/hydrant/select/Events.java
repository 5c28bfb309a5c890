package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.FragmentDraft;
import io.hydrant.settings.Content;
import io.hydrant.settings.Toggle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The events of one batch: their types, which of them pass, and what they tell each other.
final class Events {
  static final JsonName EVENT_TYPE = JsonName.of("event_type");
  static final JsonName DATA = JsonName.of("data");
  private static final JsonName NEW = JsonName.of("new");
  private static final JsonName IDENTITY_TYPE = JsonName.of("identity_type");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final JsonName TIMESTAMP = JsonName.of("timestamp_unixtime_ms");

  private final JsonIndex json;
  private final int array;
  private final Content content;
  private final EventType[] types;
  private final int kept;
  private final boolean identitiesChange;
  private final Sessions sessions;

  /// @param array the batch's `events`; no array: it came without events
  Events(JsonIndex json, int array, Content content) {
    this.json = json;
    this.array = array;
    this.content = content;
    this.sessions = new Sessions(json);
    int count = json.is(array, JsonIndex.Kind.ARRAY) ? json.count(array) : 0;
    this.types = new EventType[count];
    int passing = 0;
    boolean changes = false;
    int position = 0;
    for (int event = first(); event != JsonIndex.NONE; event = json.next(event)) {
      EventType type = EventType.of(json, json.find(event, EVENT_TYPE));
      types[position++] = type;
      passing += passes(type) ? 1 : 0;
      changes |= type == EventType.USER_IDENTITY_CHANGE;
      if (type == EventType.SESSION_START) {
        sessions.started(json.find(event, DATA));
      }
    }
    this.kept = passing;
    this.identitiesChange = changes;
  }

  /// The first event; [JsonIndex#NONE] when there is none.
  int first() {
    return types.length == 0 ? JsonIndex.NONE : json.first(array);
  }

  /// How many came.
  int came() {
    return types.length;
  }

  /// How many pass.
  int kept() {
    return kept;
  }

  EventType type(int position) {
    return types[position];
  }

  boolean passes(EventType type) {
    Toggle toggle = type.toggle();
    return toggle == null || content.is(toggle);
  }

  Sessions sessions() {
    return sessions;
  }

  /// How many do not pass, by the key of the setting that each obeys.
  Map<String, Integer> filtered(SelectionListener listener) {
    if (kept == types.length) {
      return Map.of();
    }
    Map<String, Integer> filtered = new HashMap<>();
    for (int position = 0; position < types.length; position++) {
      Toggle toggle = types[position].toggle();
      if (toggle != null && !content.is(toggle)) {
        filtered.merge(toggle.key(), 1, Integer::sum);
        listener.eventLeftOut(position, toggle.key());
      }
    }
    return filtered;
  }

  /// What the events say of sessions.
  ///
  /// @param sent whether those that pass are sent: their batch can be dropped whole
  List<SessionStep> sessionSteps(boolean sent) {
    List<SessionStep> steps = new ArrayList<>(types.length);
    int position = 0;
    for (int event = first(); event != JsonIndex.NONE; event = json.next(event)) {
      EventType type = types[position++];
      Bytes session = sessions.clearKey(json.find(event, DATA));
      if (sent && passes(type)) {
        steps.add(new SessionStep.Sent(session));
      }
      if (type == EventType.SESSION_START && session.length() > 0) {
        steps.add(new SessionStep.Started(session));
      } else if (type == EventType.SESSION_END && session.length() > 0) {
        steps.add(new SessionStep.Ended(session));
      }
    }
    return steps;
  }

  /// Tells the draft of every change of an identity that says when it happened, whether or not its
  /// event passes.
  void writeChanges(FragmentDraft draft) {
    if (!identitiesChange) {
      return;
    }
    int position = 0;
    for (int event = first(); event != JsonIndex.NONE; event = json.next(event)) {
      if (types[position++] == EventType.USER_IDENTITY_CHANGE) {
        writeChange(json.find(json.find(event, DATA), NEW), draft);
      }
    }
  }

  private void writeChange(int changed, FragmentDraft draft) {
    int type = json.find(changed, IDENTITY_TYPE);
    int identity = json.find(changed, IDENTITY);
    int timestamp = json.findValue(changed, TIMESTAMP);
    if (!json.is(type, JsonIndex.Kind.STRING)
        || !ByValue.isThere(json, identity)
        || timestamp == JsonIndex.NONE) {
      return;
    }
    JsonOutput out = draft.content();
    int start = out.length();
    out.put(json.text(), json.start(type), json.end(type));
    int value = out.length();
    out.put(json.text(), json.start(identity), json.end(identity));
    int at = out.length();
    out.put(json.text(), json.start(timestamp), json.end(timestamp));
    draft.change(start, value, at);
  }
}
