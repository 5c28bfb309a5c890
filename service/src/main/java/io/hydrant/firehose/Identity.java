package io.hydrant.firehose;

import io.hydrant.platform.Clock;
import io.hydrant.settings.AssumedRole;
import io.hydrant.settings.Credentials;
import io.hydrant.settings.Delivery;
import io.hydrant.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Who Hydrant is to AWS for some connections: credentials found once, renewed before they run out,
/// and read anew when AWS says that they are no good.
///
/// While they are good for a while yet, nobody waits for the next ones: a virtual thread looks for
/// them, once a minute at most, and calls go on with these; a source that is down or slow costs
/// nothing until they run out. Only calls of who shares an identity ever wait for its source. Safe
/// for many threads.
final class Identity {
  static final String ROLE_SESSION_NAME = "hydrant";
  private static final Duration ROLE_TIMEOUT = Duration.ofSeconds(10);

  /// Well before the SDK would: that renews a role's session at some moment between five and two
  /// minutes before its end, and has a call wait for it.
  private static final Duration RENEWED_AHEAD = Duration.ofMinutes(10);

  private static final Duration RENEWED_AGAIN = Duration.ofMinutes(1);

  /// What connections must have in common to share one.
  ///
  /// @param region decides which STS is asked
  record Key(Credentials credentials, @Nullable AssumedRole role, String region) {
    Key(Delivery delivery) {
      this(delivery.credentials(), delivery.role(), delivery.awsRegion());
    }
  }

  /// The credentials for one call, and where they are from.
  record Found(Source source, AwsCredentials credentials) {}

  /// What was made of the settings: a chain of things to close, the last of which is asked.
  static final class Source {
    private final List<AwsCredentialsProvider> providers = new ArrayList<>();
    private @Nullable StsClient sts;

    private AwsCredentials resolve() {
      return providers.getLast().resolveCredentials();
    }

    private void close() {
      for (AwsCredentialsProvider provider : providers.reversed()) {
        if (provider instanceof SdkAutoCloseable closeable) {
          closeable.close();
        }
      }
      if (sts != null) {
        sts.close();
      }
    }
  }

  /// Nothing to sign with.
  static final class NoCredentials extends Exception {
    private final String why;

    private NoCredentials(String why) {
      super(why);
      this.why = why;
    }

    /// In words for a log, without anything secret.
    String why() {
      return why;
    }
  }

  private final Key key;
  private final SdkHttpClient http;
  private final Clock clock;
  private final AtomicReference<@Nullable Source> current = new AtomicReference<>();
  private final AtomicReference<Instant> renewAfter = new AtomicReference<>(Instant.MIN);

  Identity(Key key, SdkHttpClient http, Clock clock) {
    this.key = key;
    this.http = http;
    this.clock = clock;
  }

  /// Credentials that are good as far as is known here. May wait for files, STS or the metadata
  /// service.
  Found find() throws NoCredentials {
    try {
      Source source = source();
      Found found = new Found(source, source.resolve());
      renewAhead(found);
      return found;
    } catch (AwsServiceException e) {
      throw new NoCredentials(subject() + ": " + code(e) + " (HTTP " + e.statusCode() + ")");
    } catch (RuntimeException e) {
      // Its message may say what a profile or a process has in it.
      throw new NoCredentials(subject() + ": none found (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// Reads credentials anew before the next call, unless that has happened since `found`.
  void renew(Found found) {
    if (current.compareAndSet(found.source(), null)) {
      found.source().close();
    }
  }

  private void renewAhead(Found found) {
    Instant now = clock.instant();
    Instant end = found.credentials().expirationTime().orElse(Instant.MAX);
    Instant after = renewAfter.get();
    if (now.isAfter(after)
        && end.isBefore(now.plus(RENEWED_AHEAD))
        && renewAfter.compareAndSet(after, now.plus(RENEWED_AGAIN))) {
      Thread.ofVirtual().name("credentials").start(() -> replace(found, end));
    }
  }

  /// Puts what lasts longer in the place of `found`.
  private void replace(Found found, Instant end) {
    Source next = make();
    boolean isBetter = false;
    try {
      isBetter = next.resolve().expirationTime().orElse(Instant.MAX).isAfter(end);
    } catch (RuntimeException e) {
      // These are still good. A call says what is wrong once they are not.
    }
    if (isBetter && current.compareAndSet(found.source(), next)) {
      found.source().close();
    } else {
      next.close();
    }
  }

  void close() {
    Source source = current.getAndSet(null);
    if (source != null) {
      source.close();
    }
  }

  private Source source() {
    Source source = current.get();
    if (source != null) {
      return source;
    }
    Source made = make();
    Source other = current.compareAndExchange(null, made);
    if (other == null) {
      return made;
    }
    made.close();
    return other;
  }

  private Source make() {
    Source source = new Source();
    source.providers.add(own());
    AssumedRole role = key.role();
    if (role != null) {
      StsClient sts = sts(source.providers.getLast());
      source.sts = sts;
      source.providers.add(
          StsAssumeRoleCredentialsProvider.builder()
              .stsClient(sts)
              .refreshRequest(
                  AssumeRoleRequest.builder()
                      .roleArn(role.arn())
                      .roleSessionName(ROLE_SESSION_NAME)
                      .externalId(role.externalId())
                      .build())
              .build());
    }
    return source;
  }

  private AwsCredentialsProvider own() {
    return switch (key.credentials()) {
      case Credentials.DefaultChain _ -> DefaultCredentialsProvider.builder().build();
      case Credentials.Profile profile -> ProfileCredentialsProvider.create(profile.name());
      case Credentials.AccessKeys keys -> StaticCredentialsProvider.create(of(keys));
    };
  }

  private static AwsCredentials of(Credentials.AccessKeys keys) {
    String id = keys.accessKeyId().reveal();
    String secret = keys.secretAccessKey().reveal();
    Secret token = keys.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(id, secret)
        : AwsSessionCredentials.create(id, secret, token.reveal());
  }

  private StsClient sts(AwsCredentialsProvider own) {
    return StsClient.builder()
        .httpClient(http)
        .region(Region.of(key.region()))
        .credentialsProvider(own)
        .overrideConfiguration(override ->
            override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(ROLE_TIMEOUT))
        .build();
  }

  private String subject() {
    AssumedRole role = key.role();
    if (role != null) {
      return "role " + role.arn();
    }
    return switch (key.credentials()) {
      case Credentials.DefaultChain _ -> "credentials of the AWS default chain";
      case Credentials.Profile profile -> "credentials of profile " + profile.name();
      case Credentials.AccessKeys _ -> "access keys";
    };
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? "refused" : e.awsErrorDetails().errorCode();
  }
}
