package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.answer;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How fast a connection sends, in virtual time. The seed of chance is the rig's, always the same.
final class PacingTest {
  private static final double NANOS_PER_SECOND = 1e9;

  /// A stream that takes so many bytes a second, saves up those of one second, and throttles record
  /// by record, as Firehose does.
  private static final class Quota implements ScriptedFirehose.Turn {
    private final Clock clock;
    private double bytesPerSecond;
    private double tokens;
    private long at;
    private long taken;
    private int calls;
    private int throttled;

    Quota(Clock clock, double bytesPerSecond) {
      this.clock = clock;
      this.bytesPerSecond = bytesPerSecond;
      this.tokens = bytesPerSecond;
      this.at = clock.nanos();
    }

    @Override
    public Answer answer(Call call, Consumer<Bytes> take) {
      long now = clock.nanos();
      tokens += (now - at) / NANOS_PER_SECOND * bytesPerSecond;
      tokens = Math.min(bytesPerSecond, tokens);
      at = now;
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      boolean isWhole = true;
      for (Bytes record : call.records()) {
        boolean fits = tokens >= record.length();
        tokens -= fits ? record.length() : 0;
        taken += fits ? record.length() : 0;
        isWhole &= fits;
        answers.add(ScriptedFirehose.answer(fits, record, take));
      }
      calls++;
      throttled += isWhole ? 0 : 1;
      return new Answer.Decided(answers);
    }

    void forget() {
      taken = 0;
      calls = 0;
      throttled = 0;
    }
  }

  private static String large() {
    return "\"large\":\"" + "x".repeat(2_000) + "\"";
  }

  @Test
  void aQuotaOfAFifthOfWhatIsOffered_isUsed_andFewCallsAreThrottled() throws IOException {
    Rig rig = new Rig(singles());
    Quota quota = new Quota(rig.clock, 100_000);
    rig.firehose.otherwise(quota);
    int seconds = 180;
    for (int second = 0; second < seconds; second++) {
      rig.submit(batch(names(220), large()));
      rig.run(Duration.ofSeconds(1));
    }

    double offered = 220 * 2_300.0 * seconds;
    assertThat(quota.bytesPerSecond * seconds).isLessThan(offered / 4.5);
    assertThat(quota.taken / (quota.bytesPerSecond * seconds)).as("used").isGreaterThan(0.9);
    assertThat((double) quota.throttled / quota.calls)
        .as("%d of %d calls throttled", quota.throttled, quota.calls)
        .isLessThan(0.02);
  }

  @Test
  void theRateOfAStream_isKeptWhenItIsAimedAtAnew_andForgottenForAnother() throws IOException {
    Rig rig = new Rig(singles());
    Quota quota = new Quota(rig.clock, 100_000);
    rig.firehose.otherwise(quota);
    for (int i = 0; i < 200; i++) {
      rig.submit(batch(names(220), large()));
    }
    rig.run(Duration.ofMinutes(2));
    quota.forget();
    for (int i = 0; i < 10; i++) {
      rig.deliveryLoop().aim(null);
      rig.run(Duration.ofSeconds(1));
      rig.deliveryLoop().aim(rig.target());
      rig.run(Duration.ofSeconds(5));
    }
    assertThat(quota.calls).isGreaterThan(100);
    assertThat(quota.throttled).as("of %d calls", quota.calls).isLessThan(quota.calls / 50);

    quota.forget();
    rig.deliveryLoop().aim(new Target("other", rig.firehose, null, null));
    rig.run(Duration.ofSeconds(1));
    assertThat(quota.throttled).as("nothing is known of another").isPositive();
  }

  @Test
  void aQuotaThatGrows_isFound() throws IOException {
    Rig rig = new Rig(singles());
    Quota quota = new Quota(rig.clock, 100_000);
    rig.firehose.otherwise(quota);
    for (int i = 0; i < 150; i++) {
      rig.submit(batch(names(220), large()));
    }
    rig.run(Duration.ofMinutes(1));
    quota.bytesPerSecond = 300_000;
    rig.run(Duration.ofMinutes(2));
    quota.forget();
    rig.run(Duration.ofSeconds(30));
    assertThat(quota.taken).as("in half a minute").isGreaterThan(30 * 270_000);
  }

  @ParameterizedTest
  @CsvSource({"500, InternalFailure", "503, ServiceUnavailableException"})
  void afterAnOutage_theFirstTenSecondsAreAtMostTwiceTheSteadyRate_andTheBacklogIsGoneSoon(
      int status, String code) throws IOException {
    Rig rig = new Rig(singles());
    Quota endless = new Quota(rig.clock, 1e12);
    rig.firehose.otherwise(endless);
    steady(rig, Duration.ofMinutes(1));
    double steady = endless.taken / 60.0;
    rig.firehose.otherwise(refuses(status, code, ""));
    steady(rig, Duration.ofMinutes(4));
    int before = rig.firehose.calls().size();
    endless.forget();
    rig.firehose.otherwise(endless);
    while (endless.taken == 0) {
      steady(rig, Duration.ofSeconds(1));
    }
    steady(rig, Duration.ofSeconds(10));

    assertThat(rig.firehose.calls().size()).isGreaterThan(before);
    assertThat(endless.taken / 10.0 / steady).as("times the steady rate").isBetween(1.0, 2.0);
    steady(rig, Duration.ofMinutes(1));
    assertThat(rig.ledger().pending()).as("the backlog").isLessThan(100);
    rig.run(Duration.ofSeconds(1));
    assertAllDelivered(rig);
  }

  /// Fifty records a second, about 115 KB.
  private static void steady(Rig rig, Duration duration) {
    for (int tenth = 0; tenth < duration.toMillis() / 100; tenth++) {
      rig.submit(batch(names(5), large()));
      rig.run(Duration.ofMillis(100));
    }
  }

  @Test
  void aDeadStream_costsAtMost150CallsAnHour_fromItsFirst() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch(names(100), ""));
    rig.run(Duration.ofHours(1));
    assertThat(rig.firehose.calls()).hasSizeBetween(60, 150);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(2));
    assertAllDelivered(rig);
  }

  @Test
  void withoutThrottling_nothingIsSlowedDown() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise((call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      call.records().forEach(record -> answers.add(answer(true, record, taken)));
      return new Answer.Decided(answers);
    });
    for (int i = 0; i < 50; i++) {
      rig.submit(batch(names(220), large()));
    }
    rig.run(Duration.ofSeconds(1));
    assertAllDelivered(rig);
  }

  /// As throttling it would leave half of it waiting.
  @Test
  void recordsThatFailForAnotherReason_slowNothingDown() throws IOException {
    Rig rig = new Rig(singles());
    AtomicInteger calls = new AtomicInteger();
    rig.firehose.otherwise((call, taken) -> {
      boolean fails = calls.incrementAndGet() % 3 == 0;
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (Bytes record : call.records()) {
        answers.add(
            fails && answers.isEmpty()
                ? new Answer.NotTaken("InternalFailure", "Internal service failure.")
                : answer(true, record, taken));
      }
      return new Answer.Decided(answers);
    });
    for (int i = 0; i < 50; i++) {
      rig.submit(batch(names(220), large()));
    }
    rig.run(Duration.ofSeconds(20));
    assertAllDelivered(rig);
  }
}
