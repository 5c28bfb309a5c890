package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Says who signed a request, or why nobody did: a ladder of refusals in the order header, time,
/// key, session, scope, signature. Safe for threads; keys may come and go.
final class Doorkeeper {
  /// How far a request's time may be from ours, either way.
  static final Duration SKEW_MAX = Duration.ofMinutes(5);

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
  private final String region;
  private final InstantSource clock;

  Doorkeeper(String region, InstantSource clock) {
    this.region = region;
    this.clock = clock;
  }

  void allow(AccessKey key) {
    keys.put(key.id(), key);
  }

  void revoke(String keyId) {
    keys.remove(keyId);
  }

  /// What came of looking at a request.
  sealed interface Verdict {}

  /// A key we know signed it.
  record Known(AccessKey key) implements Verdict {}

  /// It is turned away.
  record Refused(AwsError error) implements Verdict {}

  /// @param ahead how far our clock is ahead of the right one
  Verdict verify(AwsRequest request, Duration ahead) {
    String header = request.header("authorization");
    if (header == null) {
      return new Refused(AwsError.missingAuthentication());
    }
    try {
      Instant time = signedAt(request);
      Authorization authorization = Authorization.parse(header, time != null);
      if (time == null) {
        throw new IllegalStateException("parse refuses a request without a date");
      }
      return verify(request, authorization, time, clock.instant().plus(ahead));
    } catch (Authorization.Incomplete e) {
      return new Refused(AwsError.incompleteSignature(String.valueOf(e.getMessage())));
    }
  }

  private Verdict verify(
      AwsRequest request, Authorization authorization, Instant time, Instant now) {
    String late = outsideWindow(time, now);
    if (late != null) {
      return new Refused(AwsError.invalidSignature(late));
    }
    AccessKey key = keys.get(authorization.keyId());
    if (key == null || !sameToken(key.sessionToken(), request.header("x-amz-security-token"))) {
      return new Refused(AwsError.unrecognizedClient());
    }
    Instant expires = key.expires();
    if (expires != null && !now.isBefore(expires)) {
      return new Refused(AwsError.expiredToken());
    }
    String wrong = wrongScope(authorization, time);
    if (wrong == null) {
      wrong = unsigned(authorization);
    }
    if (wrong != null) {
      return new Refused(AwsError.invalidSignature(wrong));
    }
    String expected =
        Signature.expected(request, authorization, AMZ_DATE.format(time), key.secret());
    return same(expected, authorization.signature())
        ? new Known(key)
        : new Refused(AwsError.wrongSignature());
  }

  /// The time a request says it was signed at, null when it says none.
  private static @Nullable Instant signedAt(AwsRequest request) throws Authorization.Incomplete {
    String amzDate = request.header("x-amz-date");
    String date = request.header("date");
    try {
      if (amzDate != null) {
        return ZonedDateTime.parse(amzDate, AMZ_DATE).toInstant();
      }
      return date == null
          ? null
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new Authorization.Incomplete(
          "Date must be in ISO-8601 'basic format'. Got '"
              + (amzDate != null ? amzDate : date)
              + "'.");
    }
  }

  private static @Nullable String outsideWindow(Instant time, Instant now) {
    Instant earliest = now.minus(SKEW_MAX);
    Instant latest = now.plus(SKEW_MAX);
    if (time.isBefore(earliest.minusMillis(999))) {
      return "Signature expired: %s is now earlier than %s (%s - 5 min.)"
          .formatted(AMZ_DATE.format(time), AMZ_DATE.format(earliest), AMZ_DATE.format(now));
    }
    if (time.isAfter(latest)) {
      return "Signature not yet current: %s is still later than %s (%s + 5 min.)"
          .formatted(AMZ_DATE.format(time), AMZ_DATE.format(latest), AMZ_DATE.format(now));
    }
    return null;
  }

  private @Nullable String wrongScope(Authorization authorization, Instant time) {
    if (!authorization.region().equals(region)) {
      return "Credential should be scoped to a valid region. ";
    }
    if (!authorization.service().equals("firehose")) {
      return "Credential should be scoped to correct service: 'firehose'. ";
    }
    if (!authorization.terminator().equals("aws4_request")) {
      return "Credential should be scoped with a valid terminator: 'aws4_request', not '"
          + authorization.terminator()
          + "'.";
    }
    String signed = AMZ_DATE.format(time);
    String day = signed.substring(0, 8);
    return authorization.date().equals(day)
        ? null
        : "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
            + " '%s' != '%s', from '%s'.".formatted(authorization.date(), day, signed);
  }

  /// What must be signed and is not; null when all is.
  private static @Nullable String unsigned(Authorization authorization) {
    return authorization.signedHeaders().contains("host")
        ? null
        : "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  }

  private static boolean sameToken(@Nullable String ours, @Nullable String theirs) {
    return ours == null ? theirs == null : theirs != null && same(ours, theirs);
  }

  private static boolean same(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
  }
}
