package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 4 computed from a request as it arrived: the headers its `SignedHeaders` name
/// and a hash of the body that is ours, whatever `x-amz-content-sha256` claims. (AWS: "Create a
/// signed AWS API request".)
final class Signature {
  private static final Pattern SPACES = Pattern.compile(" +");

  private Signature() {}

  /// The signature this request should carry, hexadecimal.
  static String expected(
      AwsRequest request, Authorization authorization, String time, String secret) {
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            time,
            authorization.scope(),
            hex(sha256(utf8(canonical(request, authorization.signedHeaders())))));
    byte[] key = utf8("AWS4" + secret);
    for (String step :
        List.of(
            authorization.date(),
            authorization.region(),
            authorization.service(),
            authorization.terminator())) {
      key = hmac(key, step);
    }
    return hex(hmac(key, toSign));
  }

  private static String canonical(AwsRequest request, List<String> signedHeaders) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(request.path()).append('\n');
    text.append(request.query()).append('\n');
    for (String name : signedHeaders) {
      text.append(name.toLowerCase(Locale.ROOT)).append(':');
      text.append(canonicalValue(request.headerValues(name))).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders));
    text.append('\n').append(hex(sha256(request.body())));
    return text.toString();
  }

  private static String canonicalValue(List<String> values) {
    StringBuilder text = new StringBuilder();
    for (String value : values) {
      text.append(text.isEmpty() ? "" : ",").append(SPACES.matcher(value.trim()).replaceAll(" "));
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
