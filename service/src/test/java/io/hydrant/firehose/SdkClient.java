package io.hydrant.firehose;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/// The AWS SDK's own clients, with one HTTP client for all of them.
final class SdkClient implements AutoCloseable {
  private final SdkHttpClient http = Apache5HttpClient.create();

  FirehoseClient at(URI endpoint) {
    return FirehoseClient.builder()
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(Region.of(Asked.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Asked.ACCESS_KEY, Asked.SECRET_KEY)))
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
