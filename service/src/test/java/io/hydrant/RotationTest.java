package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running service whose AWS takes its credentials no more: it holds everything, and goes on by
/// itself once the source they come from has others. Nothing is lost, and nothing sent twice.
class RotationTest {
  private static final Pattern NAME = Pattern.compile("\"event_name\":\"([^\"]+)\"");
  private static final String KEYS =
      "accessKeyId: \"${env:KEY}\", secretAccessKey: \"${env:SECRET}\"";
  private static final AccessKey OLD = AccessKey.of("AKIDOLD", "the old secret");
  private static final AccessKey NEW = AccessKey.of("AKIDNEW", "the new secret");

  private final Instant inAnHour = Clock.system().instant().plus(Duration.ofHours(1));
  private final AccessKey oldSession =
      AccessKey.of("ASIAOLD", "the old secret").inSession("old-token", inAnHour);
  private final AccessKey newSession =
      AccessKey.of("ASIANEW", "the new secret").inSession("new-token", inAnHour);

  private final Map<String, String> before = new HashMap<>();
  private final List<String> accepted = new ArrayList<>();
  @TempDir Path directory;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws IOException {
    property("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    property("aws.configFile", directory.resolve("config").toString());
    property("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:1");
    fixture = new ServiceFixture(directory.resolve("service"));
    fixture.emulator.revoke(AccessKey.LOCAL.id());
  }

  @AfterEach
  void close() {
    fixture.close();
    before.forEach(RotationTest::restore);
  }

  private void property(String name, String value) {
    before.put(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  private static void restore(String name, String value) {
    if (value.isEmpty()) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  private void post(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "e" + accepted.size();
      String batch =
          "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"%s\"}}]}"
              .formatted(name);
      assertThat(fixture.post(batch).status()).isEqualTo(202);
      accepted.add(name);
    }
  }

  private void awaitAllOnce() throws Exception {
    fixture.emulator.awaitRecords("s", accepted.size(), Duration.ofSeconds(30));
    List<String> delivered = new ArrayList<>();
    for (StoredRecord record : fixture.emulator.records("s", 0)) {
      Matcher name = NAME.matcher(new String(record.data(), StandardCharsets.UTF_8));
      assertThat(name.find()).isTrue();
      delivered.add(name.group(1));
    }
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(fixture.awaitLedger("\"delivered\":" + accepted.size()))
        .contains("\"pending\":0", "\"balanced\":true");
  }

  private void awaitAlert(int open) throws IOException {
    await(
        "/metrics", "hydrant_alert_open{connection=\"out\",type=\"INVALID_CREDENTIALS\"} " + open);
  }

  private void await(String path, String text) throws IOException {
    String page = fixture.look(path).body();
    for (int i = 0; i < 3_000 && !page.contains(text); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
      page = fixture.look(path).body();
    }
    assertThat(page).contains(text);
  }

  /// The source's credentials are good at first; then AWS takes them no more, and the source has
  /// others.
  private void rotate(AccessKey first, AccessKey refused, AccessKey second, Rotation rotation)
      throws Exception {
    fixture.emulator.allow(first);
    post(5);
    awaitAllOnce();

    fixture.emulator.allow(refused);
    fixture.emulator.allow(second);
    post(5);
    awaitAlert(1);
    await("/api/connections", "\"cause\":\"CREDENTIALS\"");
    post(5);
    assertThat(fixture.emulator.records("s", 0)).hasSize(5);
    assertThat(fixture.look("/api/ledger").body()).contains("\"pending\":10", "\"dead\":0");

    rotation.rotate();
    awaitAllOnce();
    awaitAlert(0);
  }

  private static String output(String members) {
    return "{ name: o, endpoint: $ENDPOINT%s }".formatted(members.isEmpty() ? "" : ", " + members);
  }

  private static String role(String externalId) {
    return output(
        "profile: hydrant, roleArn: \"%s\", externalId: %s"
            .formatted(TokenService.ROLE, externalId));
  }

  private interface Rotation {
    void rotate() throws IOException;
  }

  private void writeProfile(AccessKey key) throws IOException {
    Files.writeString(
        directory.resolve("credentials"),
        """
        [hydrant]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(key.id(), key.secret()));
  }

  @Test
  void aProfile_thatIsWrittenAnew() throws Exception {
    writeProfile(OLD);
    fixture.reloadOutputs(output("profile: hydrant"));
    AccessKey otherSecret = AccessKey.of(OLD.id(), "another secret");
    rotate(OLD, otherSecret, NEW, () -> writeProfile(NEW));
  }

  @Test
  void aMachinesOwnCredentials_whichExpire() throws Exception {
    try (InstanceMetadata metadata = new InstanceMetadata(oldSession)) {
      property("aws.ec2MetadataServiceEndpoint", metadata.endpoint());
      fixture.reloadOutputs(output(""));
      AccessKey expired = oldSession.inSession("old-token", inAnHour.minus(Duration.ofHours(2)));
      rotate(oldSession, expired, newSession, () -> metadata.rotate(newSession));
    }
  }

  @Test
  void aRole_whoseSessionIsRevoked() throws Exception {
    writeProfile(OLD);
    try (TokenService sts = new TokenService(OLD.id(), oldSession)) {
      property("aws.endpointUrlSts", sts.endpoint());
      fixture.reloadOutputs(role(TokenService.EXTERNAL_ID));
      AccessKey expired = oldSession.inSession("old-token", inAnHour.minus(Duration.ofHours(2)));
      rotate(oldSession, expired, newSession, () -> sts.rotate(newSession));
      assertThat(sts.given())
          .as("asked anew for each try, and kept once it is good")
          .isBetween(2, 8);
    }
  }

  @Test
  void aRole_thatIsNotGivenWithoutItsExternalId() throws Exception {
    writeProfile(OLD);
    try (TokenService sts = new TokenService(OLD.id(), oldSession)) {
      property("aws.endpointUrlSts", sts.endpoint());
      fixture.emulator.allow(oldSession);
      fixture.reloadOutputs(role("wrong"));
      post(2);
      awaitAlert(1);
      assertThat(fixture.emulator.records("s", 0)).isEmpty();
      fixture.reloadOutputs(role(TokenService.EXTERNAL_ID));
      awaitAllOnce();
      awaitAlert(0);
    }
  }

  /// A process keeps its environment for life: another one takes a restart.
  @Test
  void anEnvironment_thatIsAnotherAfterARestart() throws Exception {
    fixture.restartOutputs(output(KEYS), Map.of("KEY", OLD.id(), "SECRET", OLD.secret()));
    rotate(
        OLD,
        AccessKey.of(OLD.id(), "another secret"),
        NEW,
        () ->
            fixture.restartOutputs(output(KEYS), Map.of("KEY", NEW.id(), "SECRET", NEW.secret())));
  }

  @Test
  void credentialsThatChangeBeforeTheyAreRefused_blockNothing() throws Exception {
    writeProfile(OLD);
    fixture.emulator.allow(OLD);
    fixture.reloadOutputs(output("profile: hydrant"));
    post(3);
    awaitAllOnce();
    writeProfile(NEW);
    fixture.emulator.allow(NEW);
    fixture.emulator.revoke(OLD.id());
    post(3);
    awaitAllOnce();
    assertThat(fixture.look("/api/connections").body()).doesNotContain("blocked");
  }

  @Test
  void aSourceThatDoesNotAnswer_holdsUpNobodyElse() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (InstanceMetadata metadata = new InstanceMetadata(oldSession, mayAnswer)) {
      property("aws.ec2MetadataServiceEndpoint", metadata.endpoint());
      fixture.emulator.allow(OLD);
      fixture.emulator.allow(oldSession);
      fixture.emulator.createStream("other");
      fixture.reloadOutputs(
          output("") + ", " + ServiceFixture.output(OLD).replace("name: o", "name: p"),
          """
          [{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false },
           { name: other, output: p, deliveryStreamName: other, sendAsBatch: false }]
          """);
      post(20);
      fixture.emulator.awaitRecords("other", 20, Duration.ofSeconds(60));
      assertThat(fixture.emulator.records("s", 0)).isEmpty();
      mayAnswer.countDown();
      fixture.emulator.awaitRecords("s", 20, Duration.ofSeconds(30));
      assertThat(fixture.emulator.records("s", 0)).hasSize(20);
    }
  }
}
