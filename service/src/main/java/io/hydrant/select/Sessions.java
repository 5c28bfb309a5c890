package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions that began in one batch, and how a session is told from another: by its
/// `session_uuid` if that is a non-empty string, else by its `session_id`. A uuid never equals an
/// id.
final class Sessions {
  private static final JsonName SESSION_UUID = JsonName.of("session_uuid");
  private static final JsonName SESSION_ID = JsonName.of("session_id");
  private static final JsonName TIMESTAMP = JsonName.of("timestamp_unixtime_ms");

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// A session within a batch.
  ///
  /// @param text of the uuid; digits of the id
  record Key(boolean uuid, Bytes text) {}

  private final JsonIndex json;
  private final Map<Key, Integer> starts = new HashMap<>();

  Sessions(JsonIndex json) {
    this.json = json;
  }

  /// A `session_start` with this `data` came; the first of a session counts.
  void started(int data) {
    Key key = key(json.find(data, SESSION_UUID), json.find(data, SESSION_ID));
    if (key != null) {
      starts.putIfAbsent(key, json.findValue(data, TIMESTAMP));
    }
  }

  /// Whether a session began here.
  boolean isStarted(int uuid, int id) {
    if (starts.isEmpty()) {
      return false;
    }
    Key key = key(uuid, id);
    return key != null && starts.containsKey(key);
  }

  /// The timestamp of the first start of a session that [#isStarted]; [JsonIndex#NONE] when that
  /// came without one.
  int start(int uuid, int id) {
    Key key = key(uuid, id);
    return key == null ? JsonIndex.NONE : starts.getOrDefault(key, JsonIndex.NONE);
  }

  /// Tells the session of an event with this `data` from every other of its group; empty outside of
  /// any.
  Bytes clearKey(int data) {
    Key key = key(json.find(data, SESSION_UUID), json.find(data, SESSION_ID));
    if (key == null) {
      return Bytes.EMPTY;
    }
    byte[] clear = new byte[1 + key.text().length()];
    clear[0] = (byte) (key.uuid() ? 'u' : 'i');
    key.text().copyTo(clear, 1);
    return Bytes.of(clear);
  }

  private @Nullable Key key(int uuid, int id) {
    if (isUuid(json, uuid)) {
      return new Key(true, ByValue.of(json, uuid));
    }
    if (!ByValue.isThere(json, id)) {
      return null;
    }
    // An integer, or a string of one: the same id either way.
    String digits = json.is(id, JsonIndex.Kind.STRING) ? json.string(id) : json.raw(id);
    return new Key(false, Bytes.utf8(digits));
  }

  static boolean isUuid(JsonIndex json, int uuid) {
    return json.is(uuid, JsonIndex.Kind.STRING) && !json.isEmptyString(uuid);
  }

  /// The `session_id` that mParticle gives a session: FNV-1a, 64 bits, over the UTF-16LE bytes of
  /// the text of its `session_uuid`.
  ///
  /// Source: worked out from the samples that mParticle publishes.
  static long id(JsonIndex json, int uuid) {
    byte[] text = json.text();
    int end = json.end(uuid) - 1;
    long hash = FNV_OFFSET;
    for (int i = json.start(uuid) + 1; i < end; i++) {
      if (text[i] < 0 || text[i] == '\\') {
        return id(json.string(uuid));
      }
      hash = fnv(hash, text[i]);
    }
    return hash;
  }

  static long id(String uuid) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < uuid.length(); i++) {
      hash = fnv(hash, uuid.charAt(i));
    }
    return hash;
  }

  private static long fnv(long hash, int unit) {
    long low = (hash ^ (unit & 0xff)) * FNV_PRIME;
    return (low ^ (unit >> 8)) * FNV_PRIME;
  }
}
