package io.hydrant.sdk;

import io.hydrant.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What a mobile SDK signs a request with: HMAC-SHA256 over method, `Date` header as it came, path
/// and body before compression.
///
/// The path is that of the hosted product whatever host and path the request goes to, and the query
/// of a configuration request may be signed in part: so several are tried.
///
/// Source: mParticle's Android SDK 5 and Apple SDK 9.
final class NativeSignature {
  private static final String ALGORITHM = "HmacSHA256";

  /// What SDKs put before a path when they are given one host for all.
  private static final Pattern PREFIX = Pattern.compile("/(nativeevents|config|identity)(?=/v\\d)");

  private static final Pattern SIGNED_ANYWAY = Pattern.compile("(?:^|&)((?:av|sv)=[^&]*)");

  private NativeSignature() {}

  /// Whether `signature` is one of this request.
  ///
  /// @param date the header, never in another form
  static boolean isRight(
      String secret, Signed request, @Nullable String date, @Nullable String signature) {
    if (date == null || signature == null) {
      return false;
    }
    byte[] given = signature.getBytes(StandardCharsets.UTF_8);
    boolean isRight = false;
    for (String path : paths(request.path(), request.query())) {
      // All are tried, so that time does not tell which was nearest.
      isRight |= MessageDigest.isEqual(given, sign(secret, request, date, path));
    }
    return isRight;
  }

  /// What is signed of a request, beside its date.
  record Signed(String method, String path, @Nullable String query, Bytes body) {}

  private static byte[] sign(String secret, Signed request, String date, String path) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((request.method() + "\n" + date + "\n" + path).getBytes(StandardCharsets.UTF_8));
      mac.update(request.body().array(), request.body().offset(), request.body().length());
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /// The paths that may have been signed: the hosted product's with the whole query, with only the
  /// versions of app and SDK in it, and the one that was asked.
  private static Set<String> paths(String path, @Nullable String query) {
    Set<String> paths = new LinkedHashSet<>();
    String hosted = PREFIX.matcher(path).replaceFirst("");
    if (query == null) {
      paths.add(hosted);
      paths.add(path);
    } else {
      paths.add(hosted + "?" + query);
      paths.add(hosted + "?" + versions(query));
      paths.add(path + "?" + query);
    }
    return paths;
  }

  private static String versions(String query) {
    List<String> kept = new ArrayList<>();
    Matcher matcher = SIGNED_ANYWAY.matcher(query);
    while (matcher.find()) {
      kept.add(matcher.group(1));
    }
    return String.join("&", kept);
  }
}
