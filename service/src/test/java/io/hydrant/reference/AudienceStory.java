package io.hydrant.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Requests by chance about a few audiences and a few users, and what the connections of a story
/// are sent of them. The same for the same seed.
public final class AudienceStory {
  private static final int REQUESTS = 14;
  private static final long[] IDS = {7, 123, Long.MAX_VALUE};
  private static final List<String> TYPES =
      List.of("email", "customer_id", "other_id_3", "twitter", "mobile_number");
  private static final List<String> DEVICES =
      List.of("ios_advertising_id", "android_uuid", "android_advertising_id", "push_token");
  private static final List<@Nullable Object> VALUES =
      Arrays.asList("a", "a", "b", "ü\"x\\\t", "7", new Digits("7"), null, "");

  private final SplittableRandom random;
  private final List<AudienceReceiver> receivers;
  private final Audiences model;
  private int requests;

  /// Where requests go.
  public interface Door {
    /// The status of the answer.
    int ask(String method, String path, String body) throws Exception;
  }

  /// A change as it is sent, and whose it is; nobody's when it is invalid.
  private record Change(
      boolean enters,
      Map<String, Object> identities,
      @Nullable Digits mpid,
      long millis,
      boolean isValid) {}

  public AudienceStory(long seed) {
    this.random = new SplittableRandom(seed);
    this.receivers = List.of(receiver(), receiver());
    this.model = new Audiences(receivers);
  }

  /// What its connections are sent, once it is told.
  public List<AudienceReceiver> receivers() {
    return receivers;
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  private <T extends @Nullable Object> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private AudienceReceiver receiver() {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String toggle :
        List.of(
            "sendRemoveOnIdentityChange",
            "sendAnonymousUsers",
            "forwardEmailAddresses",
            "forwardCustomerIds",
            "forwardIdfas",
            "forwardGoogleAdvertisingIds",
            "removeMembersOnDelete")) {
      if (chance(3)) {
        settings.put(toggle, random.nextBoolean());
      }
    }
    if (chance(3)) {
      settings.put("identitiesToExclude", chance(2) ? List.of("MPID") : List.of("Email", "MPID"));
    }
    if (chance(4)) {
      settings.put(
          "audiences", List.of(IDS[random.nextInt(3)], IDS[1]).stream().distinct().toList());
    }
    if (chance(4)) {
      settings.put("identityNames", Map.of("Email", "mail", "MPID", "id"));
    }
    return new AudienceReceiver(settings);
  }

  /// Asks, and has the model hear the same.
  ///
  /// @param now receipt of what is asked next, Unix milliseconds
  public void tell(Door door, LongSupplier now) throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      long id = IDS[random.nextInt(IDS.length)];
      switch (random.nextInt(10)) {
        case 0, 1 -> put(door, id);
        case 2 -> delete(door, id, now.getAsLong());
        case 3, 4, 5 -> batch(door, now.getAsLong());
        default -> changes(door, id, now.getAsLong());
      }
    }
  }

  private int ask(Door door, String method, String path, @Nullable Object body) throws Exception {
    String text = body == null ? "" : JsonWriter.text(body, random.nextLong());
    return door.ask(method, path, text);
  }

  private void put(Door door, long id) throws Exception {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    String name = one(List.of("n", "ü\"", "other"));
    String external = chance(3) ? "External" : null;
    body.put("name", name);
    if (external != null || chance(2)) {
      body.put("externalName", external);
    }
    int status = ask(door, "PUT", "/v1/audiences/" + id, body);
    assertThat(status).isEqualTo(model.has(id) ? 200 : 201);
    model.put(id, name, external);
  }

  private void delete(Door door, long id, long now) throws Exception {
    int status = ask(door, "DELETE", "/v1/audiences/" + id, null);
    assertThat(status).isEqualTo(model.has(id) ? 202 : 404);
    if (model.has(id)) {
      model.delete(id, now);
    }
  }

  private void changes(Door door, long id, long now) throws Exception {
    List<Object> written = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      Map<String, @Nullable Object> change = new LinkedHashMap<>();
      changes.add(change(change, now));
      written.add(change);
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("changes", written);
    boolean comesTwice = chance(5);
    if (comesTwice) {
      body.put("source_request_id", "request " + requests++);
    }
    boolean isAnyValid = changes.stream().anyMatch(Change::isValid);
    for (int times = comesTwice ? 2 : 1; times > 0; times--) {
      int status = ask(door, "POST", "/v1/audiences/" + id + "/memberships", body);
      assertThat(status).isEqualTo(!model.has(id) ? 404 : isAnyValid ? 202 : 400);
    }
    for (Change change : changes) {
      if (model.has(id) && change.isValid()) {
        model.change(change.enters(), id, change.identities(), change.mpid(), change.millis());
      }
    }
  }

  private Change change(Map<String, @Nullable Object> written, long now) {
    boolean enters = random.nextInt(3) > 0;
    written.put("action", enters ? "add" : "remove");
    Digits mpid = chance(6) ? null : mpid(written);
    Map<String, @Nullable Object> user = chance(3) ? Map.of() : identities(TYPES);
    Map<String, @Nullable Object> device = chance(2) ? Map.of() : identities(DEVICES);
    if (!user.isEmpty()) {
      written.put("user_identities", user);
    }
    if (!device.isEmpty()) {
      written.put("device_identities", device);
    }
    long millis = now;
    if (chance(2)) {
      millis = 1_234_565_788_123L + random.nextInt(10_000);
      written.put("timestamp_unixtime_ms", new Digits(Long.toString(millis)));
    }
    Map<String, Object> identities = AudienceIdentity.withValue(user, device);
    boolean isSomebody = mpid != null || !identities.isEmpty();
    return new Change(enters, identities, mpid, millis, isSomebody);
  }

  private Digits mpid(Map<String, @Nullable Object> written) {
    String text = one(List.of("1", "2", "-3"));
    Digits mpid = new Digits(text);
    written.put("mpid", chance(2) ? text : mpid);
    return mpid;
  }

  private Map<String, @Nullable Object> identities(List<String> types) {
    Map<String, @Nullable Object> identities = new LinkedHashMap<>();
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      String type = one(types);
      boolean isNobody = types.equals(DEVICES) && chance(5);
      identities.put(type, isNobody ? "00000000-0000-0000-0000-000000000000" : one(VALUES));
    }
    return identities;
  }

  private void batch(Door door, long now) throws Exception {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    Digits mpid = chance(8) ? null : mpid(body);
    Map<String, @Nullable Object> user = chance(3) ? Map.of() : identities(TYPES);
    Map<String, @Nullable Object> device = chance(3) ? identities(DEVICES) : Map.of();
    if (!user.isEmpty()) {
      body.put("user_identities", chance(2) ? asArray(user) : asClients(user));
    }
    if (!device.isEmpty()) {
      body.put("device_info", device);
    }
    Map<String, Object> lost = new LinkedHashMap<>();
    List<Object> events = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      events.add(identityChange(lost));
    }
    body.put("events", events);
    assertThat(ask(door, "POST", "/v2/events", body)).isEqualTo(202);
    if (mpid != null) {
      model.batch(mpid, AudienceIdentity.withValue(user, device), lost, now);
    }
  }

  private static List<Object> asArray(Map<String, @Nullable Object> identities) {
    List<Object> array = new ArrayList<>();
    identities.forEach((type, value) -> {
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("identity_type", type);
      each.put("identity", value);
      array.add(each);
    });
    return array;
  }

  /// As some clients write it, and with an identity that is neither text nor number.
  private Map<String, @Nullable Object> asClients(Map<String, @Nullable Object> identities) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    boolean isShort = chance(2);
    identities.forEach((type, value) ->
        written.put(isShort && type.equals("customer_id") ? "customerid" : type, value));
    written.putIfAbsent("yahoo", List.of());
    return written;
  }

  private Map<String, @Nullable Object> identityChange(Map<String, Object> lost) {
    String type = one(List.of("email", "twitter"));
    Object old = one(VALUES);
    Object now = chance(3) ? one(VALUES) : null;
    if (Tree.hasValue(now)) {
      lost.remove(type);
    } else {
      lost.put(type, old == null ? "" : old);
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("old", identity(type, old));
    data.put("new", now == null && chance(2) ? null : identity(type, now));
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("event_type", one(List.of("user_identity_change", "USER_IDENTITY_CHANGE")));
    event.put("data", data);
    return event;
  }

  private static Map<String, @Nullable Object> identity(String type, @Nullable Object value) {
    Map<String, @Nullable Object> identity = new LinkedHashMap<>();
    identity.put("identity_type", type);
    identity.put("identity", value);
    return identity;
  }
}
