package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.ScriptedEndpoint.Received;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Version;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.endpoints.FirehoseEndpointProvider;
import software.amazon.awssdk.services.firehose.model.Record;

/// What we send means what the AWS SDK's own client sends.
class SdkSendsTheSameTest {
  private static final String NAME_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

  private static SdkClient sdk;
  private ScriptedEndpoint endpoint;
  private AmazonFirehose amazon;

  @BeforeAll
  static void openSdk() {
    sdk = new SdkClient();
  }

  @AfterAll
  static void closeSdk() {
    sdk.close();
  }

  @BeforeEach
  void open() throws Exception {
    endpoint = new ScriptedEndpoint();
    amazon = AmazonFirehose.open(Clock.system(), FirehoseOptions.STANDARD);
  }

  @AfterEach
  void close() {
    amazon.close();
    endpoint.close();
  }

  @Test
  void randomCalls_meanTheSame() throws Exception {
    long seed = new SplittableRandom().nextLong();
    System.out.println("randomCalls_meanTheSame: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Firehose ours = amazon.to(Asked.delivery(endpoint.uri()));
    try (FirehoseClient theirs = sdk.at(endpoint.uri())) {
      for (int i = 0; i < 60; i++) {
        Call call = randomCall(random, i);
        Asked.put(ours, call);
        theirPut(theirs, call);
        compare(endpoint.received().get(2 * i), endpoint.received().get(2 * i + 1), seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 1_023_999, 1_024_000})
  void everyLength_isWholeBase64(int length) {
    byte[] array = new byte[length + 20];
    new SplittableRandom(length).nextBytes(array);
    for (int offset : new int[] {0, 1, 20}) {
      Bytes data = Bytes.of(array, offset, length);
      byte[] body = RequestBody.of(Asked.batch("s", data, Bytes.utf8("end")));
      JsonNode json = JsonNodeParser.create().parse(body);
      List<JsonNode> records = json.field("Records").orElseThrow().asArray();
      String first = records.getFirst().field("Data").orElseThrow().asString();
      assertThat(Base64.getDecoder().decode(first)).isEqualTo(data.toArray());
      assertThat(records.getLast().field("Data").orElseThrow().asString()).isEqualTo("ZW5k");
    }
  }

  @Test
  void theUserAgent_saysWhichVersionCalls() throws Exception {
    Asked.put(amazon.to(Asked.delivery(endpoint.uri())), Asked.batch(1));
    assertThat(endpoint.received().getFirst().header("user-agent"))
        .isEqualTo("hydrant/" + Version.text());
  }

  @Test
  void sessionToken_isSentAndSigned() throws Exception {
    Firehose ours = amazon.to(Asked.delivery(endpoint.uri(), Asked.keys("a session token"), null));
    Asked.put(ours, Asked.batch(3));
    Received request = endpoint.received().getFirst();
    assertThat(request.header("x-amz-security-token")).isEqualTo("a session token");
    assertThat(signedHeaders(request)).contains("x-amz-security-token");
  }

  @Test
  void everyRegion_isWhereTheSdkSays() {
    assertThat(Region.regions()).hasSizeGreaterThan(30);
    for (Region region : Region.regions()) {
      if (region.isGlobalRegion()) {
        continue;
      }
      Endpoint theirs =
          FirehoseEndpointProvider.defaultProvider()
              .resolveEndpoint(with -> with.region(region))
              .join();
      assertThat(Endpoints.ofRegion(region.id())).isEqualTo(theirs.endpointUrl().toUri());
    }
  }

  private static void compare(Received ours, Received theirs, long seed)
      throws GeneralSecurityException {
    String why = "seed " + seed;
    assertThat(ours.line()).as(why).isEqualTo(theirs.line());
    assertThat(ours.json()).as(why).isEqualTo(theirs.json());
    for (String header : List.of("x-amz-target", "content-type", "content-length", "host")) {
      assertThat(ours.header(header)).as(why + " " + header).isEqualTo(theirs.header(header));
    }
    assertThat(signedHeaders(ours)).contains("host", "x-amz-date", "x-amz-target");
    assertThat(signedHeaders(theirs)).contains("host", "x-amz-date", "x-amz-target");
    assertThat(ours.headers()).doesNotContainKeys("expect", "transfer-encoding", "cookie");
  }

  private static List<String> signedHeaders(Received request) throws GeneralSecurityException {
    return SignatureCheck.signedHeaders(request, Asked.ACCESS_KEY, Asked.SECRET_KEY, Asked.REGION);
  }

  private static Call randomCall(SplittableRandom random, int n) {
    String stream =
        IntStream.range(0, 1 + random.nextInt(64))
            .mapToObj(_ -> NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())))
            .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
            .toString();
    if (n % 3 == 0) {
      Bytes record = randomBytes(random, random.nextInt(100_000));
      return new Call(Call.Operation.PUT_RECORD, stream, List.of(record));
    }
    int records = n == 1 ? 500 : 1 + random.nextInt(random.nextBoolean() ? 5 : 500);
    int lengthMax = Math.min(FirehoseLimits.CALL_BYTES_MAX / records, 1_000_000) / (n == 1 ? 1 : 8);
    List<Bytes> data = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      data.add(randomBytes(random, n == 1 ? lengthMax : random.nextInt(lengthMax)));
    }
    return new Call(Call.Operation.PUT_RECORD_BATCH, stream, data);
  }

  private static Bytes randomBytes(SplittableRandom random, int length) {
    int before = random.nextInt(9);
    byte[] array = new byte[before + length + random.nextInt(9)];
    random.nextBytes(array);
    return Bytes.of(array, before, length);
  }

  private static void theirPut(FirehoseClient theirs, Call call) {
    List<Record> records =
        call.records().stream()
            .map(data -> Record.builder().data(SdkBytes.fromByteArray(data.toArray())).build())
            .toList();
    switch (call.operation()) {
      case PUT_RECORD ->
          theirs.putRecord(
              put -> put.deliveryStreamName(call.deliveryStreamName()).record(records.getFirst()));
      case PUT_RECORD_BATCH ->
          theirs.putRecordBatch(
              put -> put.deliveryStreamName(call.deliveryStreamName()).records(records));
    }
  }
}
