package io.hydrant.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// A client that sends exactly the body it is given, signed by the AWS SDK's signer at a time, in a
/// region and with a key of the test's choice.
final class SignedCaller implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  AccessKey key = AccessKey.LOCAL;
  String region = "us-east-1";
  String service = "firehose";
  String contentType = "application/x-amz-json-1.1";
  Instant time = Instant.now();
  final List<String> stripped = new ArrayList<>();

  SignedCaller(URI endpoint) {
    this.endpoint = endpoint;
  }

  HttpResponse<String> call(String operation, String body)
      throws IOException, InterruptedException {
    return send(signed(operation, body, body));
  }

  /// Signs one body and sends another.
  HttpResponse<String> callWithOtherBody(String operation, String signed, String sent)
      throws IOException, InterruptedException {
    return send(signed(operation, signed, sent));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(endpoint.resolve(path)).GET().build());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest signed(String operation, String signedBody, String sentBody) {
    return signed(operation, signedBody, sentBody, null);
  }

  HttpRequest signed(
      String operation, String signedBody, String sentBody, @Nullable String authorization) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve("/"))
            .putHeader("Content-Type", contentType)
            .putHeader("X-Amz-Target", "Firehose_20150804." + operation)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(identity())
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromUtf8String(signedBody))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve("/"))
            .timeout(Duration.ofSeconds(20))
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(sentBody.getBytes(StandardCharsets.UTF_8)));
    for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("Host") && !stripped.contains(header.getKey())) {
        for (String value : header.getValue()) {
          boolean replaced = authorization != null && header.getKey().equals("Authorization");
          request.header(header.getKey(), replaced ? String.valueOf(authorization) : value);
        }
      }
    }
    return request.build();
  }

  private AwsCredentialsIdentity identity() {
    String token = key.sessionToken();
    return token == null
        ? AwsCredentialsIdentity.create(key.id(), key.secret())
        : AwsSessionCredentialsIdentity.create(key.id(), key.secret(), token);
  }

  @Override
  public void close() {
    http.close();
  }
}
