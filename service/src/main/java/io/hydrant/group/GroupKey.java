package io.hydrant.group;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonNames;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.Batch;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.Origin;
import io.hydrant.select.Identities;
import io.hydrant.select.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says in clear which batches may share a message: those of one connection, input, channel, age,
/// environment, device and user. A change of user on a device thus never mixes two people.
///
/// Every part of a key begins with its length, so that different parts never make the same key.
final class GroupKey {
  private static final JsonName MP_DEVICEID = JsonName.of("mp_deviceid");
  private static final JsonName DEVICE_INFO = JsonName.of("device_info");
  private static final JsonName MPID = JsonName.of("mpid");
  private static final JsonName ENVIRONMENT = JsonName.of("environment");
  private static final JsonName ZERO = JsonName.of("00000000-0000-0000-0000-000000000000");

  /// The first of these that has a value is the device, unless there is an `mp_deviceid`.
  private static final List<String> DEVICE_IDS =
      List.of(
          "ios_idfv",
          "android_uuid",
          "ios_advertising_id",
          "android_advertising_id",
          "roku_publisher_id",
          "roku_advertising_id",
          "fire_advertising_id",
          "microsoft_publisher_id",
          "microsoft_advertising_id");

  private static final JsonNames DEVICE_NAMES = JsonNames.of(DEVICE_IDS);

  private final JsonIndex json;
  private final JsonOutput key = new JsonOutput(256);

  private GroupKey(JsonIndex json) {
    this.json = json;
  }

  /// The key of a batch; null when it has neither a device nor a user, and waits with nobody.
  static @Nullable Bytes of(int connection, Batch batch, List<Identities.Identity> identities) {
    JsonIndex json = batch.json();
    int mpid = json.findValue(batch.node(), MPID);
    int device = device(json, batch.node());
    if (device == JsonIndex.NONE && mpid == JsonIndex.NONE && identities.isEmpty()) {
      return null;
    }
    GroupKey key = new GroupKey(json);
    key.context(connection, batch);
    key.part(device == JsonIndex.NONE ? "" : json.name(device));
    key.part(device == JsonIndex.NONE ? Bytes.EMPTY : ByValue.of(json, device));
    key.user(mpid, identities);
    return Bytes.of(key.key.array(), 0, key.key.length());
  }

  private void context(int connection, Batch batch) {
    Origin origin = batch.origin();
    boolean development = Selector.isDevelopment(json, json.find(batch.node(), ENVIRONMENT));
    key.put(connection);
    part(origin.input());
    part(origin.channel().text());
    part(origin.historical() ? "historical" : "");
    part(development ? "development" : "production");
  }

  private static boolean isDevice(JsonIndex json, int node) {
    return ByValue.isThere(json, node) && !json.isString(node, ZERO);
  }

  /// The member that names the device: `mp_deviceid`, or the first there is of [#DEVICE_IDS].
  private static int device(JsonIndex json, int batch) {
    int own = json.find(batch, MP_DEVICEID);
    if (isDevice(json, own)) {
      return own;
    }
    int device = JsonIndex.NONE;
    int best = JsonNames.UNKNOWN;
    int info = json.find(batch, DEVICE_INFO);
    if (json.is(info, JsonIndex.Kind.OBJECT)) {
      for (int id = json.first(info); id != JsonIndex.NONE; id = json.next(id)) {
        int number = DEVICE_NAMES.ofName(json, id);
        boolean earlier = best == JsonNames.UNKNOWN || number < best;
        if (number != JsonNames.UNKNOWN && earlier && isDevice(json, id)) {
          best = number;
          device = id;
        }
      }
    }
    return device;
  }

  private void user(int mpid, List<Identities.Identity> identities) {
    if (mpid != JsonIndex.NONE) {
      part("mpid");
      part(
          json.is(mpid, JsonIndex.Kind.STRING)
              ? Bytes.utf8(json.string(mpid))
              : ByValue.of(json, mpid));
      return;
    }
    // In one order, and each but once: the array form can repeat itself.
    Set<byte[]> sorted = new TreeSet<>(Arrays::compare);
    for (Identities.Identity identity : identities) {
      GroupKey one = new GroupKey(json);
      one.part(ByValue.of(identity.type()));
      one.part(ByValue.of(json, identity.value()));
      sorted.add(one.key.toArray());
    }
    for (byte[] identity : sorted) {
      key.put(identity);
    }
  }

  private void part(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    key.put(',').put(utf8.length).put(':').put(utf8);
  }

  private void part(Bytes bytes) {
    int from = bytes.offset();
    key.put(',').put(bytes.length()).put(':').put(bytes.array(), from, from + bytes.length());
  }
}
