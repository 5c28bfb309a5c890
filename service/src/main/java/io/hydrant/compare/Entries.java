package io.hydrant.compare;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Hash;
import io.hydrant.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes entries of messages: what is compared, by which name, and what pairs two.
///
/// An event finds its other by the `source_message_id` that its client gave it; without one by what
/// happened to whom, times left out, because where a client gives none each side writes its own.
final class Entries {
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName TYPE = JsonName.of("identity_type");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final String IDENTITIES = "user_identities";
  private static final String ATTRIBUTES = "user_attributes";
  private static final String RECEIPT = "timestamp_unixtime_ms";
  private static final String EVENT_TIME = "data.timestamp_unixtime_ms";
  private static final String EVENT_START = "data.event_start_unixtime_ms";
  private static final String TIMES = "_unixtime_ms";

  /// What each side makes for itself.
  private static final Set<String> MADE =
      Set.of("message_id", "batch_id", RECEIPT, "data.event_id");

  private final Set<String> ignored;

  /// @param ignored members that are not compared; one covers those below it
  Entries(Set<String> ignored) {
    this.ignored = Set.copyOf(ignored);
  }

  /// The entries of a message.
  ///
  /// @param number of the message, which stands for its id where it has none
  List<Entry> of(byte[] document, long number) throws InvalidJsonException {
    JsonIndex json = JsonIndex.of(document);
    SortedMap<String, String> common = new TreeMap<>();
    for (int member = json.first(0); member != JsonIndex.NONE; member = json.next(member)) {
      if (!json.isNamed(member, EVENTS)) {
        put(common, json, member);
      }
    }
    String message = common.getOrDefault("message_id", "message " + number);
    List<Entry> entries = new ArrayList<>();
    int events = json.find(0, EVENTS);
    int first = json.is(events, Kind.ARRAY) ? json.first(events) : JsonIndex.NONE;
    for (int event = first; event != JsonIndex.NONE; event = json.next(event)) {
      SortedMap<String, String> members = new TreeMap<>(common);
      event(members, json, event);
      Hash origin = hash(message + " " + entries.size());
      entries.add(entry(members, origin));
    }
    if (entries.isEmpty()) {
      entries.add(entry(common, hash(message)));
    }
    return entries;
  }

  private Entry entry(SortedMap<String, String> members, Hash origin) {
    SortedMap<String, String> compared = new TreeMap<>(members);
    made(compared);
    compared.keySet().removeIf(this::isIgnored);
    String id = members.get(Entry.SOURCE_MESSAGE_ID);
    return new Entry(hash(id == null ? content(compared) : id), origin, compared);
  }

  /// Takes out what its side made, or marks it where a client may have said it to the other.
  private static void made(SortedMap<String, String> members) {
    String time = members.get(EVENT_TIME);
    if (members.containsKey("data.session_uuid")) {
      members.replace("data.session_id", Entry.MADE);
    }
    if (time != null) {
      if (time.equals(members.get(EVENT_START))) {
        members.put(EVENT_START, Entry.MADE);
      }
      if (time.equals(members.get(RECEIPT))) {
        members.put(EVENT_TIME, Entry.MADE);
      }
    }
    members.keySet().removeAll(MADE);
  }

  private boolean isIgnored(String member) {
    return ignored.stream()
        .anyMatch(one ->
            member.startsWith(one)
                && (member.length() == one.length() || member.charAt(one.length()) == '.'));
  }

  /// What happened, to whom. Of a message without events, all it says.
  private static String content(SortedMap<String, String> members) {
    boolean isEvent = members.containsKey("event_type");
    StringBuilder content = new StringBuilder();
    for (Map.Entry<String, String> member : members.entrySet()) {
      String name = member.getKey();
      boolean isOfIt =
          !isEvent || name.equals("event_type") || name.equals("mpid") || name.startsWith("data.");
      if (isOfIt && !name.endsWith(TIMES) && !member.getValue().equals(Entry.MADE)) {
        content.append(name).append('=').append(member.getValue()).append('\n');
      }
    }
    return content.toString();
  }

  private static void event(SortedMap<String, String> members, JsonIndex json, int event) {
    for (int part = json.first(event); part != JsonIndex.NONE; part = json.next(part)) {
      String name = json.nameStart(part) == JsonIndex.NONE ? "" : json.name(part);
      if (json.isNamed(part, DATA) && json.is(part, Kind.OBJECT)) {
        each(members, json, part, "data");
      } else if (!json.is(part, Kind.NULL)) {
        members.put(name.equals("event_type") ? name : "event." + name, Canonical.of(json, part));
      }
    }
  }

  private static void put(SortedMap<String, String> members, JsonIndex json, int member) {
    String name = json.name(member);
    if (name.equals(IDENTITIES) && json.is(member, Kind.ARRAY)) {
      identities(members, json, member);
    } else if (json.is(member, Kind.OBJECT) && json.first(member) != JsonIndex.NONE) {
      each(members, json, member, name);
    } else if (!json.is(member, Kind.NULL)) {
      members.put(name, Canonical.of(json, member));
    }
  }

  /// Null is as good as nothing, but for attributes: there it is a tag.
  private static void each(
      SortedMap<String, String> members, JsonIndex json, int object, String name) {
    for (int member = json.first(object); member != JsonIndex.NONE; member = json.next(member)) {
      if (!json.is(member, Kind.NULL) || name.equals(ATTRIBUTES)) {
        members.put(name + "." + json.name(member), Canonical.of(json, member));
      }
    }
  }

  /// Each under its type: their order and the times they were seen at are each side's own.
  private static void identities(SortedMap<String, String> members, JsonIndex json, int array) {
    for (int item = json.first(array); item != JsonIndex.NONE; item = json.next(item)) {
      int type = json.find(item, TYPE);
      int identity = json.findValue(item, IDENTITY);
      if (json.is(type, Kind.STRING) && identity != JsonIndex.NONE) {
        members.put(IDENTITIES + "." + json.string(type), Canonical.of(json, identity));
      }
    }
  }

  private static Hash hash(String text) {
    byte[] whole = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    return new Hash(bytes.getLong(), bytes.getLong());
  }
}
