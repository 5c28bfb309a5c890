package io.hydrant.emulator;

import static io.hydrant.emulator.EveryMisfortuneTest.answers;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.EveryMisfortuneTest.Sight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What lasts: credentials, clocks, policies, streams, quotas, outages.
final class StateSights {
  private static final Duration HOUR = Duration.ofHours(1);

  static final Map<Integer, List<Sight>> ALL =
      Map.ofEntries(
          entry(20, List.of(expires(400), expires(403))),
          entry(
              21,
              List.of(
                  answers(400, "\"InvalidSignatureException\""),
                  StateSights::ahead,
                  StateSights::behindWithoutDate)),
          entry(
              22,
              List.of(
                  answers(400, "\"UnrecognizedClientException\"", "security token"),
                  answers(400, "\"MissingAuthenticationTokenException\""),
                  answers(400, "\"IncompleteSignatureException\""),
                  StateSights::denies)),
          entry(23, List.of(StateSights::deniesDescribe, StateSights::deniesBatches)),
          entry(24, List.of(StateSights::deleted, StateSights::recreated)),
          entry(
              25,
              List.of(
                  status("CREATING", false),
                  status("CREATING_FAILED", false),
                  status("DELETING", false),
                  status("DELETING", true))),
          entry(26, List.of(StateSights::kinesisSource, StateSights::logsOnly)),
          entry(27, List.of(StateSights::keyDisabledForAWhile)),
          entry(32, List.of(StateSights::shrinksAndGrows)),
          entry(33, List.of(StateSights::describeThrottled)),
          entry(36, List.of(StateSights::longOutage)));

  private StateSights() {}

  private static Sight expires(int status) {
    return test -> {
      for (int i = 0; i < 3; i++) {
        Wire.Seen seen = test.wire().put("a");
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.body()).contains("\"ExpiredTokenException\"");
      }
      assertThat(test.stored()).isZero();
      AccessKey renewed = AccessKey.of("AKIARENEWED000000000", "a-new-secret");
      if (status == 400) {
        renewed = renewed.inSession("a-new-session", Instant.MAX);
      } else {
        test.emulator().allow(renewed);
      }
      test.caller().key = renewed;
      assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
      test.caller().key = AccessKey.LOCAL;
      assertThat(test.wire().put("a").status()).as("the old one stays expired").isEqualTo(status);
      assertThat(test.stored()).isEqualTo(1);
    };
  }

  /// Who learns from `Date` passes.
  private static void ahead(EveryMisfortuneTest test) throws IOException {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.body()).contains("\"InvalidSignatureException\"", "Signature expired: ");
    String date = Emulator.HTTP_DATE.format(test.clock.instant().plus(HOUR));
    assertThat(seen.header("Date")).containsExactly(date);
    test.caller().time = test.clock.instant().plus(HOUR);
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void behindWithoutDate(EveryMisfortuneTest test) throws IOException {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.body()).contains("Signature not yet current: ");
    assertThat(seen.header("Date")).isEmpty();
    test.caller().time = test.clock.instant().minus(HOUR);
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void denies(EveryMisfortuneTest test) throws IOException {
    for (int i = 0; i < 2; i++) {
      Wire.Seen seen = test.wire().put("a");
      assertThat(seen.status()).isEqualTo(400);
      assertThat(seen.body())
          .startsWith("{\"__type\":\"AccessDeniedException\",\"Message\":\"User: arn:aws:iam::")
          .contains("firehose:PutRecordBatch on resource: arn:aws:firehose:us-east-1:");
    }
    assertThat(test.stored()).isZero();
  }

  private static void deniesDescribe(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().describe().body())
        .contains("\"AccessDeniedException\"", "firehose:DescribeDeliveryStream on");
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
  }

  private static void deniesBatches(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").body()).contains("\"AccessDeniedException\"");
    assertThat(test.wire().call("PutRecord", Bodies.putRecord("s", 1)).recordIds()).isEqualTo(1);
    assertThat(test.wire().describe().status()).isEqualTo(200);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void deleted(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    assertThat(test.wire().put("b").body())
        .contains("\"ResourceNotFoundException\"", "Firehose s not found under account");
    test.pass(HOUR);
    assertThat(test.wire().describe().body()).contains("\"ResourceNotFoundException\"");
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void recreated(EveryMisfortuneTest test) throws IOException {
    Instant before = test.clock.instant();
    assertThat(test.wire().put("a").body()).contains("\"ResourceNotFoundException\"");
    test.pass(Duration.ofSeconds(29));
    assertThat(test.wire().put("b").body()).contains("\"ResourceNotFoundException\"");
    test.pass(Duration.ofSeconds(1));
    assertThat(test.wire().describe().body())
        .contains("\"ACTIVE\"", "\"CreateTimestamp\":" + (double) before.getEpochSecond());
    assertThat(test.wire().put("c").recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static Sight status(String status, boolean accepts) {
    return test -> {
      assertThat(test.wire().describe().body())
          .contains("\"DeliveryStreamStatus\":\"" + status + "\"");
      Wire.Seen seen = test.wire().put("a");
      assertThat(seen.status()).isEqualTo(accepts ? 200 : 400);
      assertThat(seen.body()).contains(accepts ? "\"RecordId\"" : "\"ResourceNotFoundException\"");
      assertThat(test.stored()).isEqualTo(accepts ? 1 : 0);
      test.emulator().clearFaults();
      assertThat(test.wire().describe().body()).contains("\"ACTIVE\"");
    };
  }

  private static void kinesisSource(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").body())
        .contains("\"InvalidArgumentException\"", "KinesisStreamAsSource delivery stream type.");
    assertThat(test.wire().describe().body())
        .contains("\"DeliveryStreamType\":\"KinesisStreamAsSource\"");
    assertThat(test.stored()).isZero();
  }

  private static void logsOnly(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").body())
        .contains("\"InvalidSourceException\",\"code\":", "CloudWatch Logs");
    assertThat(test.stored()).isZero();
  }

  private static void keyDisabledForAWhile(EveryMisfortuneTest test) throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThat(test.wire().put("a").body()).contains("\"InvalidKMSResourceException\",\"code\":");
    }
    assertThat(test.stored()).isZero();
    test.pass(Duration.ofMinutes(10));
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void shrinksAndGrows(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("0", "1", "2", "3", "4").failed()).isEqualTo(3);
    test.pass(Duration.ofSeconds(1));
    assertThat(test.wire().put("0", "1", "2", "3", "4").recordIds()).isEqualTo(2);
    test.pass(Duration.ofSeconds(29));
    assertThat(test.wire().put("0", "1", "2", "3", "4").recordIds()).isEqualTo(4);
    test.pass(Duration.ofSeconds(30));
    assertThat(test.wire().put("0", "1", "2", "3", "4").recordIds()).isEqualTo(5);
    assertThat(test.stored()).isEqualTo(2 + 2 + 4 + 5);
  }

  private static void describeThrottled(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().describe().status()).isEqualTo(200);
    Wire.Seen seen = test.wire().describe();
    assertThat(seen.status()).isEqualTo(400);
    assertThat(seen.body()).contains("\"ThrottlingException\"", "Rate exceeded");
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    test.emulator().clearFaults();
    test.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      assertThat(test.wire().describe().status()).isEqualTo(200);
    }
    assertThat(test.wire().describe().body()).contains("Rate exceeded");
  }

  private static void longOutage(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    test.pass(Duration.ofSeconds(10));
    for (int minute = 0; minute < 30; minute++) {
      assertThat(test.wire().put("b").status()).isEqualTo(503);
      test.pass(Duration.ofMinutes(1));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(test.wire().put("c").recordIds()).isEqualTo(1);
    }
    assertThat(test.stored()).isEqualTo(21);
  }
}
