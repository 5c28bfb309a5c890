package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Batches by chance: every member that a rule names, in every shape that is valid, and some that
/// nobody knows.
final class RandomBatch extends RandomTree {
  /// Before receipt, at the historical endpoint.
  private static final long AGE_MILLIS = 72L * 60 * 60 * 1000;

  static final List<String> IDENTITY_TYPES =
      List.of("customerid", "customer_id", "email", "other", "other_id_2", "ünï");
  private static final List<String> NAMES = List.of("a", "b", "c", "ä", "5");
  private static final List<String> SET_BY_HYDRANT =
      List.of(
          "message_id",
          "message_type",
          "schema_version",
          "unique_id",
          "system_notifications",
          "source_info",
          "ip",
          "api_key",
          "api_keys");
  private static final List<String> UNTOUCHED =
      List.of("consent_state", "attribution_info", "sdk_version", "job_id", "u2", "Mpid", "native");

  private final RandomEvent events;

  RandomBatch(SplittableRandom random) {
    super(random);
    this.events = new RandomEvent(random.split());
  }

  static @Nullable Object identity(RandomTree random) {
    return random.one("a", "b", "b", "", null, new Digits("5"), "ä", random.any(1));
  }

  /// @param person tells which device and user it is of; few, so that they meet again
  Map<String, @Nullable Object> batch(int person, long at, boolean historical) {
    Map<String, @Nullable Object> batch = new LinkedHashMap<>();
    boolean eventsFirst = chance(2);
    if (eventsFirst) {
      events(batch, at, historical);
    }
    maybe(batch, "u1", () -> any(3));
    who(batch, person);
    if (chance(2)) {
      batch.put("environment", one("production", "PRODUCTION", "Production", null));
    } else if (chance(5)) {
      batch.put("environment", one("development", "DEVELOPMENT", "dEvelopment"));
    }
    maybe(batch, "batch_id", events::integer);
    maybe(batch, "timestamp_unixtime_ms", events::integer);
    maybe(batch, "source_request_id", () -> one("r", "", null, number("5"), any(1)));
    often(batch, "user_attributes", this::attributes);
    often(batch, "deleted_user_attributes", this::deleted);
    often(batch, "integration_attributes", this::keyed);
    often(batch, "partner_identities", this::keyed);
    maybe(batch, "application_info", () -> metadata("package"));
    maybe(batch, "context", this::context);
    SET_BY_HYDRANT.forEach(name -> {
      if (chance(8)) {
        batch.put(name, chance(2) ? any(1) : metadata("channel"));
      }
    });
    UNTOUCHED.forEach(name -> maybe(batch, name, () -> any(2)));
    if (!eventsFirst) {
      events(batch, at, historical);
    }
    return batch;
  }

  /// One that says little more than whose it is.
  Map<String, @Nullable Object> ofSessions(int person) {
    Map<String, @Nullable Object> batch = new LinkedHashMap<>();
    batch.put("mpid", number(String.valueOf(person)));
    maybe(batch, "user_attributes", this::attributes);
    batch.put("events", list(3, events::ofSession));
    return batch;
  }

  private void events(Map<String, @Nullable Object> batch, long at, boolean historical) {
    if (historical) {
      List<@Nullable Object> all = new ArrayList<>();
      for (int i = below(4); i >= 0; i--) {
        all.add(events.event(at - AGE_MILLIS));
      }
      batch.put("events", all);
    } else if (!chance(10)) {
      batch.put("events", chance(10) ? null : list(6, () -> events.event(0)));
    }
  }

  /// Device, user and identities. Mostly those of the person, so that batches wait together.
  private void who(Map<String, @Nullable Object> batch, int person) {
    boolean isSteady = !chance(5);
    switch (person) {
      case 0 -> batch.put("mpid", one(number("1"), "1", number("1")));
      case 1 -> batch.put("mpid", one(number("-9000000000000000001"), "-9000000000000000001"));
      case 2 -> batch.put("mpid", isSteady ? number("0") : one("0", "-0", null));
      default -> maybe(batch, "mpid", () -> null);
    }
    if (isSteady && person % 2 == 0) {
      batch.put("mp_deviceid", "d");
    } else {
      maybe(batch, "mp_deviceid", () -> isSteady ? one("", null) : one("d", "", number("5")));
    }
    boolean isNamed = isSteady && person == 1;
    if (isNamed || chance(2)) {
      batch.put("device_info", isNamed ? owned() : chance(6) ? any(1) : device());
    }
    if (isSteady && person == 4) {
      batch.put("user_identities", known());
    } else if (person != 3 || !chance(3)) {
      batch.put("user_identities", identities());
    }
  }

  private Map<String, @Nullable Object> owned() {
    Map<String, @Nullable Object> device = metadata("platform");
    device.put("android_uuid", "own");
    return device;
  }

  private Map<String, @Nullable Object> device() {
    Map<String, @Nullable Object> device = metadata("platform");
    String zero = "00000000-0000-0000-0000-000000000000";
    maybe(device, "android_advertising_id", () -> one("z", zero));
    maybe(device, "ios_idfv", () -> one("i", "", null, zero));
    maybe(device, "android_uuid", () -> one("i", number("5"), null));
    maybe(device, "microsoft_advertising_id", () -> one("m", true));
    return device;
  }

  private Map<String, @Nullable Object> metadata(String name) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    for (String each : List.of(name, "http_header_user_agent", "a.b", "device_info", "is_tablet")) {
      maybe(node, each, () -> any(1));
    }
    return node;
  }

  /// The same two, in any order and spelling.
  private Map<String, @Nullable Object> known() {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    boolean emailFirst = chance(2);
    if (emailFirst) {
      known.put("email", "a");
    }
    known.put(one("customerid", "customer_id"), "b");
    maybe(known, "other", () -> one("", null));
    known.putIfAbsent("email", "a");
    return known;
  }

  private @Nullable Object identities() {
    return switch (below(8)) {
      case 0 -> one(null, Map.of());
      case 1, 2 ->
          list(
              3,
              () -> {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                maybe(one, "identity_type", () -> one(IDENTITY_TYPES));
                maybe(one, "identity", () -> identity(this));
                maybe(one, "timestamp_unixtime_ms", events::integer);
                return one;
              });
      default -> object(IDENTITY_TYPES, () -> identity(this));
    };
  }

  private @Nullable Object attributes() {
    return chance(8)
        ? any(1)
        : object(NAMES, () -> one("1", "2", null, list(2, () -> "v"), number("1.50"), true));
  }

  private @Nullable Object deleted() {
    return chance(8)
        ? one(null, "a", true, Map.of())
        : list(4, () -> chance(10) ? one(null, number("5"), any(1)) : one(NAMES));
  }

  private @Nullable Object keyed() {
    return chance(8) ? any(1) : object(NAMES, () -> one("1", null, Map.of("k", "v"), any(1)));
  }

  private @Nullable Object context() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    maybe(context, "data_plan", () -> one(Map.of("plan_id", "p"), null));
    if (!chance(3)) {
      context.put("location", events.location());
    }
    return chance(8) ? any(1) : context;
  }
}
