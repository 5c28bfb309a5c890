package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Operation;
import io.hydrant.emulator.Quotas;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.emulator.StreamTrouble;
import io.hydrant.firehose.Answer.NotTaken;
import io.hydrant.firehose.Answer.RecordAnswer;
import io.hydrant.firehose.Answer.Taken;
import io.hydrant.model.Bytes;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Credentials;
import io.hydrant.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The emulator, which shares no code with the sender, takes what it sends and refuses what it
/// should.
class EmulatorTakesOurCallsTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-25T10:00:00Z"));
  private Emulator emulator;
  private AmazonFirehose amazon;

  @BeforeEach
  void open() {
    emulator =
        Emulator.start(
            EmulatorOptions.builder()
                .clock(clock)
                .region(Asked.REGION)
                .key(AccessKey.of(Asked.ACCESS_KEY, Asked.SECRET_KEY))
                .stream("stream")
                .build());
    amazon = AmazonFirehose.open(clock, FirehoseOptions.STANDARD);
  }

  @AfterEach
  void close() {
    amazon.close();
    emulator.close();
  }

  @Test
  void fiveHundredRecords_areTakenInOrder() throws Exception {
    Call call = Asked.batch(500);
    assertThat(put(call)).isEqualTo(decided());
    assertStored(call);
  }

  @Test
  void fourMegabytes_areTaken() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    List<Bytes> records = new ArrayList<>();
    for (int left = FirehoseLimits.CALL_BYTES_MAX; left > 0; left -= records.getLast().length()) {
      byte[] data = new byte[Math.min(left, FirehoseLimits.RECORD_BYTES_MAX)];
      random.nextBytes(data);
      records.add(Bytes.of(data));
    }
    Call call = new Call(Call.Operation.PUT_RECORD_BATCH, "stream", records);
    assertThat(put(call)).isEqualTo(decided());
    assertStored(call);
  }

  @Test
  void singleRecord_isTaken() throws Exception {
    Call call = Asked.single(Bytes.utf8("{\"a\":\"ü\"}\n"));
    assertThat(put(call)).isEqualTo(decided());
    assertStored(call);
  }

  @Test
  void wrongSecret_isRefused() throws Exception {
    Credentials wrong =
        new Credentials.AccessKeys(Secret.of(Asked.ACCESS_KEY), Secret.of("another"), null);
    assertRefused(put(Asked.batch(1), wrong), "InvalidSignatureException");
  }

  @Test
  void unknownKey_isRefused() throws Exception {
    Credentials unknown =
        new Credentials.AccessKeys(Secret.of("AKIDNOBODY"), Secret.of("another"), null);
    assertRefused(put(Asked.batch(1), unknown), "UnrecognizedClientException");
  }

  @Test
  void session_isTakenUntilItExpires() throws Exception {
    AccessKey key = AccessKey.of("ASIASESSION", "its secret");
    emulator.allow(key.inSession("its token", clock.instant().plus(Duration.ofMinutes(15))));
    Credentials session =
        new Credentials.AccessKeys(
            Secret.of("ASIASESSION"), Secret.of("its secret"), Secret.of("its token"));
    assertThat(put(Asked.batch(1), session)).isInstanceOf(Answer.Decided.class);
    clock.advance(Duration.ofMinutes(16));
    assertRefused(put(Asked.batch(1), session), "ExpiredTokenException");
  }

  @ParameterizedTest
  @ValueSource(longs = {-72, -1, 1})
  void wrongClock_isRefusedOnceAndThenCorrected(long hoursAhead) throws Exception {
    VirtualClock wrong = new VirtualClock(clock.instant().plus(Duration.ofHours(hoursAhead)));
    try (AmazonFirehose late = AmazonFirehose.open(wrong, FirehoseOptions.STANDARD)) {
      Firehose firehose = late.to(Asked.delivery(emulator.endpoint()));
      assertRefused(Asked.put(firehose, Asked.batch(1)), "InvalidSignatureException");
      assertThat(Asked.put(firehose, Asked.batch(1))).isEqualTo(decided());
    }
  }

  @Test
  void policyForPutRecordOnly_refusesBatchesByName() throws Exception {
    emulator.allow(AccessKey.of("AKIDSINGLE", "secret").allowing(Set.of(Operation.PUT_RECORD)));
    Credentials single =
        new Credentials.AccessKeys(Secret.of("AKIDSINGLE"), Secret.of("secret"), null);
    Answer answer = put(Asked.batch(1), single);
    assertRefused(answer, "AccessDeniedException");
    assertThat(((Answer.Refused) answer).message()).contains("firehose:PutRecordBatch");
    assertThat(put(Asked.single(Bytes.utf8("x")), single)).isInstanceOf(Answer.Decided.class);
  }

  @Test
  void throttledInPart_saysWhichRecords() throws Exception {
    emulator.setQuotas(Quotas.NONE.withRecords(3));
    Answer answer = put(Asked.batch(5));
    assertThat(answer).isInstanceOf(Answer.Decided.class);
    List<RecordAnswer> records = ((Answer.Decided) answer).records();
    assertThat(records).hasSize(5);
    assertThat(records.subList(0, 3)).hasOnlyElementsOfType(Taken.class);
    assertThat(records.subList(3, 5))
        .containsOnly(new NotTaken("ServiceUnavailableException", "Slow down."));
  }

  @Test
  void missingStreamAndDisabledKey_areNamed() throws Exception {
    Call elsewhere = Asked.batch("nosuch", Bytes.utf8("x"));
    assertRefused(put(elsewhere), "ResourceNotFoundException");
    emulator.setTrouble("stream", StreamTrouble.KEY_DISABLED);
    assertRefused(put(Asked.batch(1)), "InvalidKMSResourceException");
    assertThat(emulator.records("stream", 0)).isEmpty();
  }

  private Answer put(Call call) throws InterruptedException {
    return put(call, Asked.keys(null));
  }

  private Answer put(Call call, Credentials credentials) throws InterruptedException {
    return Asked.put(amazon.to(Asked.delivery(emulator.endpoint(), credentials, null)), call);
  }

  /// What the emulator says of all it has taken.
  private Answer.Decided decided() {
    List<RecordAnswer> taken = new ArrayList<>();
    for (StoredRecord record : emulator.records("stream", 0)) {
      taken.add(new Taken(record.recordId()));
    }
    return new Answer.Decided(taken);
  }

  private void assertStored(Call call) {
    List<StoredRecord> stored = emulator.records("stream", 0);
    assertThat(stored).extracting(record -> Bytes.of(record.data())).isEqualTo(call.records());
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).code()).isEqualTo(code);
    assertThat(((Answer.Refused) answer).status()).isEqualTo(400);
  }
}
