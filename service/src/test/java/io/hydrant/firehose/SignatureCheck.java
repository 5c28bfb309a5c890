package io.hydrant.firehose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 4 as the service checks it, written from its specification and shared with
/// nobody.
final class SignatureCheck {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/firehose/aws4_request, ?"
              + "SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private SignatureCheck() {}

  /// Headers that are signed, or an error.
  static List<String> signedHeaders(
      ScriptedEndpoint.Received request, String accessKey, String secret, String region)
      throws GeneralSecurityException {
    Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
    if (!matcher.matches()) {
      throw new AssertionError("Authorization: " + request.header("authorization"));
    }
    if (!matcher.group(1).equals(accessKey) || !matcher.group(3).equals(region)) {
      throw new AssertionError("scope: " + request.header("authorization"));
    }
    List<String> names = List.of(matcher.group(4).split(";", -1));
    Map<String, String> signed = new TreeMap<>();
    names.forEach(name -> signed.put(name, request.header(name)));
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    signed.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    canonical.append("\n" + matcher.group(4) + "\n" + sha256(request.body().toArray()));
    String scope = matcher.group(2) + "/" + region + "/firehose/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + request.header("x-amz-date")
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(matcher.group(2), region, "firehose", "aws4_request")) {
      key = hmac(key, part);
    }
    String expected = HexFormat.of().formatHex(hmac(key, toSign));
    if (!expected.equals(matcher.group(5))) {
      throw new AssertionError("signature differs; canonical request:\n" + canonical);
    }
    return names;
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
