package io.hydrant.firehose;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// One endpoint as one identity sees it: signs requests for it and learns from what it refuses.
///
/// The service takes signatures of the last five minutes only. When it refuses one and its own time
/// is far from ours, the difference is kept and later signatures are made in the service's time, so
/// that a machine whose clock is wrong still delivers.
final class Signing {
  private static final String SIGNING_NAME = "firehose";
  private static final String TARGET_PREFIX = "Firehose_20150804.";
  private static final String USER_AGENT = "hydrant/" + Version.text();
  private static final Duration SKEW_MIN = Duration.ofMinutes(4);

  /// Errors that new credentials may cure, without their ending `Exception`, which some answers
  /// have and some have not.
  private static final Set<String> STALE =
      Set.of(
          "ExpiredToken",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidSignature",
          "InvalidToken",
          "MissingAuthenticationToken",
          "SignatureDoesNotMatch",
          "UnrecognizedClient");

  private static final Set<String> SKEWED =
      Set.of(
          "InvalidSignature",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch");

  private final URI endpoint;
  private final String region;
  private final Identity identity;
  private final Clock clock;
  private final SdkHttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private volatile Duration skew = Duration.ZERO;

  Signing(URI endpoint, String region, Identity identity, Clock clock, SdkHttpClient http) {
    this.endpoint = endpoint;
    this.region = region;
    this.identity = identity;
    this.clock = clock;
    this.http = http;
  }

  Identity identity() {
    return identity;
  }

  /// A request that is ready to go, once.
  ExecutableHttpRequest request(String operation, OutgoingBody body, Identity.Found identity) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Length", Integer.toString(body.bytes().length))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("User-Agent", USER_AGENT)
            .putHeader("X-Amz-Target", TARGET_PREFIX + operation)
            .build();
    SdkHttpRequest signed =
        signer
            .sign(sign ->
                sign.identity(identity.credentials())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArrayUnsafe(body.bytes()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, signingClock()))
            .request();
    return http.prepareRequest(
        HttpExecuteRequest.builder().request(signed).contentStreamProvider(body).build());
  }

  private java.time.Clock signingClock() {
    return java.time.Clock.fixed(clock.instant().plus(skew), ZoneOffset.UTC);
  }

  /// Takes from a refusal what the next call has to do differently.
  void learn(Answer.Refused refused, Identity.Found used) {
    String code = plain(refused.code());
    if (SKEWED.contains(code) && learnSkew(refused.date())) {
      return;
    }
    if (STALE.contains(code)) {
      identity.renew(used);
    }
  }

  private boolean learnSkew(@Nullable Instant theirs) {
    if (theirs == null) {
      return false;
    }
    Duration now = Duration.between(clock.instant(), theirs);
    if (now.minus(skew).abs().compareTo(SKEW_MIN) < 0) {
      return false;
    }
    skew = now;
    return true;
  }

  private static String plain(@Nullable String code) {
    String suffix = "Exception";
    if (code == null) {
      return "";
    }
    return code.endsWith(suffix) ? code.substring(0, code.length() - suffix.length()) : code;
  }
}
