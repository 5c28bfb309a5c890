package io.hydrant.firehose;

import io.hydrant.settings.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// Questions to AWS beside the calls: what a stream is like, and who we are. Each is asked once.
///
/// Source: API reference, `DescribeDeliveryStream`, at most five a second an account; and STS,
/// `GetCallerIdentity`, which no policy can deny.
final class Asking {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final Duration CALLER_PATIENCE = Duration.ofSeconds(3);

  private final Signing signing;
  private final SdkHttpClient http;

  Asking(Signing signing, SdkHttpClient http) {
    this.signing = signing;
    this.http = http;
  }

  Described describe(Delivery delivery) {
    try {
      Identity.Found identity = signing.identity().find();
      byte[] body = question(delivery.deliveryStreamName()).getBytes(StandardCharsets.UTF_8);
      HttpExecuteResponse response =
          signing
              .request("DescribeDeliveryStream", new OutgoingBody(body, new Gate()), identity)
              .call();
      try (InputStream stream =
          response.responseBody().isPresent()
              ? response.responseBody().get()
              : InputStream.nullInputStream()) {
        if (response.httpResponse().isSuccessful()) {
          return stream(stream);
        }
        Answer.Refused refused = ErrorReader.read(response.httpResponse(), stream);
        signing.learn(refused, identity);
        return new Described.Refused(refused);
      }
    } catch (Identity.NoCredentials e) {
      return new Described.NoCredentials(e.why());
    } catch (IOException e) {
      return new Described.NoAnswer(Breaks.inWords(e));
    } catch (IllegalStateException e) {
      // So say credentials and a pool of connections that were closed meanwhile.
      return new Described.NoAnswer("was not asked: Hydrant is ending");
    }
  }

  private static String question(String stream) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = AnswerReader.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("DeliveryStreamName", stream);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static Described stream(InputStream body) {
    String arn = "";
    String status = "";
    String type = "";
    Instant created = null;
    try (JsonParser json = AnswerReader.JSON.createParser(ObjectReadContext.empty(), body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isDescription = json.currentName().equals("DeliveryStreamDescription");
        if (json.nextToken() != JsonToken.START_OBJECT || !isDescription) {
          json.skipChildren();
          continue;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (value.isNumeric() && name.equals("CreateTimestamp")) {
            created = Instant.ofEpochMilli(Math.round(json.getDoubleValue() * MILLIS_PER_SECOND));
          }
          if (value != JsonToken.VALUE_STRING) {
            json.skipChildren();
            continue;
          }
          switch (name) {
            case "DeliveryStreamARN" -> arn = json.getString();
            case "DeliveryStreamStatus" -> status = json.getString();
            case "DeliveryStreamType" -> type = json.getString();
            default -> {}
          }
        }
      }
    } catch (JacksonException e) {
      return new Described.NoAnswer("answered with something unreadable or cut off");
    }
    return status.isEmpty()
        ? new Described.NoAnswer("answered without saying what the stream is like")
        : new Described.Stream(arn, status, type, created);
  }

  /// The ARN of who AWS thinks we are; empty when it cannot be had.
  Optional<String> caller(Delivery delivery) {
    try (StsClient sts =
        StsClient.builder()
            .httpClient(http)
            .region(Region.of(delivery.awsRegion()))
            .credentialsProvider(
                StaticCredentialsProvider.create(signing.identity().find().credentials()))
            .overrideConfiguration(override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(CALLER_PATIENCE))
            .build()) {
      return Optional.ofNullable(sts.getCallerIdentity().arn());
    } catch (Identity.NoCredentials | SdkException e) {
      return Optional.empty();
    }
  }
}
