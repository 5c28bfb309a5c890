package io.hydrant.canary;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A text that is nowhere but where it was planted, one for each kind of secret and of personal
/// datum.
enum Marker {
  AWS_KEY_ID("AKIACANARY0000000001"),
  AWS_SECRET("canary/aws+secret/0002/abcdefghijklmnop="),
  AWS_SESSION_TOKEN("canary//session+token0003=="),
  EXTERNAL_ID("canary-external-0004"),
  INPUT_SECRET("canary-input-secret-0005"),
  NEXT_INPUT_SECRET("canary-next-secret-0006"),
  PARTNER_TOKEN("canary-partner-token-0007"),
  SCRAPE_TOKEN("canary-scrape-token-0008"),
  WEBHOOK_PATH("canary-webhook-path-0009"),
  WEBHOOK_SECRET("canary-webhook-secret-0010"),
  PASSWORD("canary horse battery staple 0011"),
  WRONG_SECRET("canary-wrong-secret-0012"),
  WRONG_PASSWORD("canary wrong password 0013"),
  WRONG_TOKEN("canary-wrong-token-0014"),
  MISPLACED_SECRET("canary-misplaced-secret-0015"),
  EMAIL("canary.0016@person.example"),
  PHONE("+15550100170017"),
  NAME("Canary Zéphyrine 0018"),
  CUSTOMER_ID("canary-customer-0019"),
  DEVICE_ID("ca9a2700-0020-4020-8020-00ca9a270020"),
  ADVERTISING_ID("ca9a2700-0021-4021-8021-00ca9a270021"),
  USER_ATTRIBUTE("canary user attribute 0022"),
  EVENT_ATTRIBUTE("canary event attribute 0023"),
  EVENT_NAME("Canary Event 0024"),
  ADDRESS("203.0.113.225"),
  LATITUDE("61.002600260026"),
  MPID("8800270027002700");

  private static final int BASE64_GROUP = 3;

  private final String text;

  Marker(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /// The ways in which it could stand in a text, lower case: itself, as JSON, HTML and addresses
  /// escape it, in hexadecimal digits, and in base64 wherever in a longer text it began.
  List<String> forms() {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>();
    forms.add(text);
    forms.add(text.replace("/", "\\/"));
    forms.add(text.replace("+", "&#43;").replace("=", "&#61;"));
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    forms.add(HexFormat.of().formatHex(utf8));
    for (int before = 0; before < BASE64_GROUP; before++) {
      forms.add(base64(utf8, before, Base64.getEncoder()));
      forms.add(base64(utf8, before, Base64.getUrlEncoder()));
    }
    return forms.stream().map(form -> form.toLowerCase(Locale.ROOT)).distinct().toList();
  }

  /// The characters that are the same whatever stands before and behind it.
  private static String base64(byte[] utf8, int before, Base64.Encoder encoder) {
    byte[] longer = new byte[before + utf8.length];
    System.arraycopy(utf8, 0, longer, before, utf8.length);
    String encoded = encoder.withoutPadding().encodeToString(longer);
    int from = before == 0 ? 0 : before + 1;
    int whole = longer.length / BASE64_GROUP * (BASE64_GROUP + 1);
    return encoded.substring(from, Math.max(from, whole));
  }
}
