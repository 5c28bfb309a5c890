package io.hydrant.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom a batch waits with (section 5, group key). Connection, input and channel are always the
/// same here.
///
/// @param device the member that names it and its value; null when there is none
/// @param user the MPID, or else all identities with a value, whatever their order; null when there
///   are none
record Group(
    boolean historical, String environment, @Nullable Object device, @Nullable Object user) {
  private static final List<String> DEVICES =
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

  /// The group of a batch; null when it has neither device nor user and is one of its own.
  static @Nullable Group of(Received received) {
    Object device = device(received.batch());
    Object user = user(received.batch());
    return device == null && user == null
        ? null
        : new Group(received.historical(), received.environment(), device, user);
  }

  private static @Nullable Object device(Map<String, @Nullable Object> batch) {
    if (counts(batch.get("mp_deviceid"))) {
      return List.of("mp_deviceid", String.valueOf(batch.get("mp_deviceid")));
    }
    for (String name : DEVICES) {
      Object id = Tree.member(batch.get("device_info"), name);
      if (counts(id)) {
        return List.of(name, String.valueOf(id));
      }
    }
    return null;
  }

  private static boolean counts(@Nullable Object id) {
    return Tree.hasValue(id) && !"00000000-0000-0000-0000-000000000000".equals(id);
  }

  private static @Nullable Object user(Map<String, @Nullable Object> batch) {
    if (Tree.hasValue(batch.get("mpid"))) {
      return batch.get("mpid");
    }
    Set<Identity> identities = Set.copyOf(Identity.of(batch.get("user_identities")));
    return identities.isEmpty() ? null : identities;
  }
}
