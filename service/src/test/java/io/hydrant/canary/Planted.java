package io.hydrant.canary;

import static io.hydrant.canary.Marker.ADDRESS;
import static io.hydrant.canary.Marker.ADVERTISING_ID;
import static io.hydrant.canary.Marker.AWS_KEY_ID;
import static io.hydrant.canary.Marker.AWS_SECRET;
import static io.hydrant.canary.Marker.AWS_SESSION_TOKEN;
import static io.hydrant.canary.Marker.CUSTOMER_ID;
import static io.hydrant.canary.Marker.DEVICE_ID;
import static io.hydrant.canary.Marker.EMAIL;
import static io.hydrant.canary.Marker.EVENT_ATTRIBUTE;
import static io.hydrant.canary.Marker.EVENT_NAME;
import static io.hydrant.canary.Marker.EXTERNAL_ID;
import static io.hydrant.canary.Marker.INPUT_SECRET;
import static io.hydrant.canary.Marker.LATITUDE;
import static io.hydrant.canary.Marker.MISPLACED_SECRET;
import static io.hydrant.canary.Marker.MPID;
import static io.hydrant.canary.Marker.NAME;
import static io.hydrant.canary.Marker.NEXT_INPUT_SECRET;
import static io.hydrant.canary.Marker.PARTNER_TOKEN;
import static io.hydrant.canary.Marker.PHONE;
import static io.hydrant.canary.Marker.SCRAPE_TOKEN;
import static io.hydrant.canary.Marker.USER_ATTRIBUTE;
import static io.hydrant.canary.Marker.WEBHOOK_PATH;
import static io.hydrant.canary.Marker.WEBHOOK_SECRET;

import java.util.List;

/// Texts that carry the markers: a configuration, and what people's devices send.
final class Planted {
  static final String INPUT_KEY = "us1-canary";

  private static final String PERSON =
      "\"mpid\":" + MPID.text() + ",\"user_identities\":" + identities();

  private Planted() {}

  private static String identities() {
    return "{\"email\":\"%s\",\"customer_id\":\"%s\",\"mobile_number\":\"%s\"}"
        .formatted(EMAIL.text(), CUSTOMER_ID.text(), PHONE.text());
  }

  /// One that has a secret wherever there may be one.
  ///
  /// @param webhook where alerts are posted, without its path
  /// @param password the hash of the users' password
  static String configuration(String endpoint, String webhook, String password) {
    return doors(webhook, password) + ways(endpoint);
  }

  private static String doors(String webhook, String password) {
    return """
    collector: { listen: 127.0.0.1:0 }
    console:
      listen: 127.0.0.1:0
      users:
        - { name: ada, role: operator, password: '%s' }
        - { name: bob, role: viewer, password: '%s' }
    metrics: { listen: 127.0.0.1:0, token: %s }
    log: { format: json, level: debug }
    diskReserve: 64MiB
    alerts: { webhook: '%s/%s', secret: %s }
    inputs:
      - name: app
        key: %s
        secret: [%s, %s]
        audiences: true
        partner: acme
        partnerToken: %s
      - { name: shop, key: us1-shop, platforms: [web] }
    """
        .formatted(
            password,
            password,
            SCRAPE_TOKEN.text(),
            webhook,
            WEBHOOK_PATH.text(),
            WEBHOOK_SECRET.text(),
            INPUT_KEY,
            INPUT_SECRET.text(),
            NEXT_INPUT_SECRET.text(),
            PARTNER_TOKEN.text());
  }

  private static String ways(String endpoint) {
    return """
    outputs:
      - name: keys
        endpoint: %s
        accessKeyId: %s
        secretAccessKey: %s
        sessionToken: '%s'
      - name: role
        endpoint: %s
        accessKeyId: %s
        secretAccessKey: %s
        roleArn: arn:aws:iam::111122223333:role/hydrant
        externalId: %s
    connections:
      - { name: out, output: keys, deliveryStreamName: s, sendAsBatch: false, retryFor: 2s }
      - { name: windows, output: keys, deliveryStreamName: s, batchInterval: 1h }
      - { name: assumed, output: role, deliveryStreamName: s, sendAsBatch: false, enabled: false }
      - { name: members, type: audience, inputs: [app], output: keys, deliveryStreamName: s }
    """
        .formatted(
            endpoint,
            AWS_KEY_ID.text(),
            AWS_SECRET.text(),
            AWS_SESSION_TOKEN.text(),
            endpoint,
            AWS_KEY_ID.text(),
            AWS_SECRET.text(),
            EXTERNAL_ID.text());
  }

  /// What a person could do to a configuration, with a secret where there should be another thing.
  ///
  /// @param good one that is valid
  static List<String> wrong(String good) {
    String misplaced = MISPLACED_SECRET.text();
    return List.of(
        good.replace("secret: [", "secret: { a: " + misplaced + " }\n    sekret: ["),
        good.replace("partnerToken: ", "partnerTokken: "),
        good.replace(AWS_SECRET.text(), "[" + misplaced + "]"),
        good.replace("alerts: { webhook: 'http", "alerts: { webhook: '" + misplaced + ":http"),
        good.replace("endpoint: http://", "endpoint: http://user:" + misplaced + "@"),
        good.replace("password: '", "password: '" + misplaced),
        good.replace("token: ", "token: ${env:CANARY_UNSET}" + misplaced + "\n  token: "),
        good.replace("secret: [", "secret: \"" + misplaced + "\n        secret: ["),
        good + "\n" + misplaced,
        good + "\n" + misplaced + ": " + misplaced,
        "\t" + good);
  }

  /// A batch of a person with an event.
  ///
  /// @param more members of the event's data, each behind a comma
  static String batch(String more) {
    return """
    {"events":[{"event_type":"custom_event","data":{"event_name":"%s","custom_attributes":\
    {"note":"%s"},"location":{"latitude":%s,"longitude":%s}%s}}],%s,"ip":"%s",\
    "user_attributes":{"$FirstName":"%s","$Mobile":"%s","note":"%s"},\
    "device_info":{"platform":"iOS","ios_advertising_id":"%s","ios_idfv":"%s"},\
    "mp_deviceid":"%s"}\
    """
        .formatted(
            EVENT_NAME.text(),
            EVENT_ATTRIBUTE.text(),
            LATITUDE.text(),
            LATITUDE.text(),
            more,
            PERSON,
            ADDRESS.text(),
            NAME.text(),
            PHONE.text(),
            USER_ATTRIBUTE.text(),
            ADVERTISING_ID.text(),
            DEVICE_ID.text(),
            DEVICE_ID.text());
  }

  /// The same, as nobody may send it.
  static List<String> invalidBatches() {
    String good = batch("");
    return List.of(
        good.substring(0, good.length() - 1),
        good.replace("\"custom_event\"", "\"" + EMAIL.text() + "\""),
        good.replace("\"events\":[", "\"events\":[\"" + EMAIL.text() + "\","),
        good.replace("\"mpid\":", "\"mpid\":\"x" + EMAIL.text() + "\",\"mpid\":"),
        good.replace("\"latitude\":", "\"latitude\":0" + PHONE.text() + ",\"x\":"),
        good.replace("\"note\":\"" + USER_ATTRIBUTE.text(), "\"" + EMAIL.text() + "\":{\"x\":\"y"),
        good.replace("\"email\":", "\"" + NAME.text() + "\":"),
        good.replace("\"mpid\":" + MPID.text(), "\"mpid\":\"" + MPID.text() + EMAIL.text() + "\""),
        "[" + good + "]");
  }

  /// Puts the person into an audience.
  static String change() {
    return "{\"changes\":[{\"action\":\"add\"," + PERSON + "}]}";
  }

  /// A change that is not one.
  static String invalidChange() {
    return change().replace("\"add\"", "\"" + EMAIL.text() + "\"");
  }

  /// What a browser SDK asks to know its user.
  static String known() {
    return "{\"known_identities\":{\"email\":\"%s\",\"customerid\":\"%s\"}}"
        .formatted(EMAIL.text(), CUSTOMER_ID.text());
  }
}
