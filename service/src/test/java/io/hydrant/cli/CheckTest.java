package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Operation;
import io.hydrant.emulator.StreamType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `check` says of streams and `policy` of IAM, against the emulator.
class CheckTest {
  private final Prompt prompt = new Prompt();
  @TempDir Path directory;
  private Emulator emulator;

  @BeforeEach
  void open() {
    emulator =
        Emulator.start(
            EmulatorOptions.builder().stream("good").creatingFor(Duration.ofHours(1)).build());
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private int run(String stream, String secret, String... arguments) throws IOException {
    Path file = directory.resolve("hydrant.yaml");
    Files.writeString(
        file,
        """
        inputs: [{ name: a, key: k, secret: s }]
        outputs:
          - { name: e, accessKeyId: %s, secretAccessKey: "%s", endpoint: "%s" }
          - { name: r, roleArn: "arn:aws:iam::999988887777:role/hydrant" }
        connections:
          - { name: one, output: e, deliveryStreamName: %s }
          - { name: two, output: r, deliveryStreamName: events, awsRegion: cn-north-1 }
        """
            .formatted(AccessKey.LOCAL.id(), secret, emulator.endpoint(), stream));
    return prompt.run(
        Stream.concat(Stream.of(arguments), Stream.of("--config", file.toString()))
            .toArray(String[]::new));
  }

  private int check(String stream, String... more) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("check", "--connection", "one"), Stream.of(more))
            .toArray(String[]::new);
    return run(stream, AccessKey.LOCAL.secret(), arguments);
  }

  private String out() {
    return prompt.out();
  }

  @Test
  void aStreamThatTakesRecords_isWell_andNothingIsPutUnasked() throws IOException {
    assertThat(check("good")).as(out()).isZero();
    assertThat(out())
        .contains("ok       arn:aws:firehose:us-east-1:")
        .contains(":deliverystream/good is ACTIVE and takes records (Direct PUT)")
        .doesNotContain(AccessKey.LOCAL.secret());
    assertThat(emulator.records("good", 0)).isEmpty();
    assertThat(check("good", "--put")).as(out()).isZero();
    assertThat(emulator.records("good", 0)).hasSize(1);
  }

  @Test
  void aStreamThatIsNotThere_isNamed() throws IOException {
    assertThat(check("missing")).isEqualTo(1);
    assertThat(out())
        .contains("PROBLEM  there is no delivery stream missing in us-east-1 of this account");
  }

  @Test
  void aStreamThatTakesNoRecordsFromOthers_isNamed() throws IOException {
    emulator.createStream("copied", StreamType.KINESIS_STREAM_AS_SOURCE);
    assertThat(check("copied")).isEqualTo(1);
    assertThat(out()).contains("PROBLEM  the stream's source is KinesisStreamAsSource");
  }

  @Test
  void aMissingAction_isNamed_withThePolicyToPaste() throws IOException {
    emulator.script(
        Fault.always(denied("firehose:DescribeDeliveryStream"))
            .on(Operation.DESCRIBE_DELIVERY_STREAM));
    assertThat(check("good")).isEqualTo(1);
    assertThat(out())
        .contains("PROBLEM  IAM does not allow firehose:DescribeDeliveryStream on the stream")
        .contains("\"arn:aws:firehose:us-east-1:111122223333:deliverystream/good\"");
  }

  private static Misfortune denied(String action) {
    String message =
        "User: arn:aws:iam::111122223333:user/u is not authorized to perform: "
            + action
            + " on resource: arn:aws:firehose:us-east-1:111122223333:deliverystream/good because"
            + " no identity-based policy allows it";
    return Misfortune.error(400, "AccessDeniedException", message);
  }

  @Test
  void aWrongSecret_isNamed_andNotShown() throws IOException {
    assertThat(run("good", "wrong-secret", "check", "--connection", "one")).isEqualTo(1);
    assertThat(out()).contains("PROBLEM  InvalidSignatureException").doesNotContain("wrong-secret");
  }

  @Test
  void anEndpointWhereNobodyListens_isNamed() throws IOException {
    emulator.close();
    assertThat(check("good")).isEqualTo(1);
    assertThat(out()).contains("PROBLEM  no answer from Firehose: ");
  }

  @Test
  void anUnknownConnection_isWrongUsage() throws IOException {
    assertThat(run("good", "s", "check", "--connection", "three")).isEqualTo(2);
    assertThat(prompt.err())
        .isEqualTo("hydrant: there is no connection three; there are one, two\n");
  }

  @Test
  void thePolicyNamesTheStreams_andNothingElse() throws IOException {
    assertThat(run("good", "s", "policy")).isZero();
    assertThat(out())
        .isEqualToIgnoringWhitespace(
            """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Hydrant", "Effect": "Allow",
              "Action": ["firehose:DescribeDeliveryStream", "firehose:PutRecord",
                "firehose:PutRecordBatch"],
              "Resource": ["arn:aws-cn:firehose:cn-north-1:999988887777:deliverystream/events",
                "arn:aws:firehose:us-east-1:999988887777:deliverystream/good"]}]}
            """);
    assertThat(prompt.err()).contains("needs sts:AssumeRole on it");
    assertThat(run("good", "s", "policy", "--account", "111122223333", "--connection", "one"))
        .isZero();
    assertThat(out())
        .contains("111122223333:deliverystream/good")
        .doesNotContain("*")
        .doesNotContain("events");
  }
}
