package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hydrant.firehose.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Streams that take nothing until somebody does something.
final class BlockedTest {

  private static Stream<Arguments> causes() {
    return Stream.of(
        arguments(BlockedCause.ACCESS_DENIED, refuses(400, "AccessDeniedException", "no")),
        arguments(BlockedCause.ACCESS_DENIED, refuses(403, "", "")),
        arguments(BlockedCause.MISSING_STREAM, refuses(400, "ResourceNotFoundException", "")),
        arguments(BlockedCause.KMS, refuses(400, "InvalidKMSResourceException", "")),
        arguments(BlockedCause.INVALID_SOURCE, refuses(400, "InvalidSourceException", "")),
        arguments(BlockedCause.NOT_FIREHOSE, refuses(400, "UnknownOperationException", "")),
        arguments(BlockedCause.CREDENTIALS, refuses(400, "ExpiredTokenException", "")),
        arguments(BlockedCause.CREDENTIALS, withoutCredentials()),
        arguments(
            BlockedCause.CLOCK_SKEW,
            refuses(400, "InvalidSignatureException", "Signature expired: now is earlier")),
        arguments(
            BlockedCause.WRONG_REGION,
            refuses(
                400,
                "InvalidSignatureException",
                "Credential should be scoped to a valid region")));
  }

  private static ScriptedFirehose.Turn withoutCredentials() {
    return (call, taken) -> new Answer.NotSent(Answer.Cause.CREDENTIALS, "none found");
  }

  @ParameterizedTest
  @MethodSource("causes")
  void everythingIsHeld_oneProbeAMinuteGoesOut_andItResumesByItself(
      BlockedCause cause, ScriptedFirehose.Turn turn) throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(turn);
    ListAppender<ILoggingEvent> log = listen();
    rig.submit(batch(names(1_000), ""));
    rig.run(Duration.ofMinutes(2));
    assertThat(rig.deliveryLoop().state())
        .isInstanceOfSatisfying(
            DeliveryState.Blocked.class,
            blocked -> {
              assertThat(blocked.cause()).isEqualTo(cause);
              assertThat(blocked.since().toEpochMilli()).isBetween(Rig.START, Rig.START + 60_000);
            });
    int before = rig.firehose.calls().size();
    assertThat(before).isLessThan(10);
    for (int minute = 0; minute < 60; minute++) {
      rig.submit(batch("m" + minute));
      rig.run(Duration.ofMinutes(1));
    }

    assertThat(rig.firehose.calls().size() - before).isBetween(45, 85);
    assertThat(rig.held()).as("nothing is kept encoded").isZero();
    assertThat(rig.ledger().pending()).isEqualTo(1_060);
    assertThat(rig.ledger().dead()).isZero();
    assertThat(log.list).as("one message").hasSize(1);

    rig.firehose.otherwise(takes());
    rig.run(Duration.ofSeconds(80));
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());
    assertThat(log.list).as("and one at its end").hasSize(2);
    assertAllDelivered(rig);
  }

  private static ListAppender<ILoggingEvent> listen() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(Blockage.class)).addAppender(log);
    return log;
  }

  @Test
  void credentialsThatAreRotated_blockNothing() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.then(refuses(400, "ExpiredTokenException", ""));
    ListAppender<ILoggingEvent> log = listen();
    rig.submit(batch("a", "b"));
    rig.run(SOON);

    assertThat(log.list).isEmpty();
    assertAllDelivered(rig);
  }

  @Test
  void anotherError_doesNotUnblock_andAnotherCauseIsSaid() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "no"));
    rig.submit(batch("a"));
    rig.run(SOON);
    DeliveryState denied = rig.deliveryLoop().state();
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(Duration.ofMinutes(10));
    assertThat(rig.deliveryLoop().state()).isEqualTo(denied);

    rig.firehose.otherwise(refuses(400, "InvalidKMSResourceException", ""));
    rig.run(Duration.ofMinutes(2));
    assertThat(rig.deliveryLoop().state())
        .isInstanceOfSatisfying(
            DeliveryState.Blocked.class,
            blocked -> assertThat(blocked.cause()).isEqualTo(BlockedCause.KMS));
  }

  @Test
  void aStreamThatIsGone_getsNothingWhenItIsThereAnew_untilAPersonSaysSo() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch("a"));
    rig.run(SOON);
    rig.firehose.otherwise(refuses(400, "ResourceNotFoundException", "not found"));
    rig.submit(batch("b"));
    rig.run(SOON);
    DeliveryState gone = rig.deliveryLoop().state();
    assertThat(gone).isInstanceOf(DeliveryState.Blocked.class);
    int calls = rig.firehose.calls().size();

    rig.firehose.otherwise(takes());
    rig.submit(batch("c"));
    rig.run(Duration.ofDays(1));
    rig.crash();
    rig.run(Duration.ofDays(1));
    assertThat(rig.firehose.calls()).as("not even a probe").hasSize(calls);
    assertThat(rig.deliveryLoop().state()).isEqualTo(gone);
    assertThat(rig.held()).isZero();

    rig.store().streams().hold(rig.way().connection(), null, isDone -> {});
    rig.store().step();
    rig.deliveryLoop().aim(rig.target());
    rig.run(SOON);
    assertThat(Samples.events(rig)).containsExactly("a", "b", "c");
    assertAllDelivered(rig);
  }

  @Test
  void aStreamThatWasGoneWhileTheProcessWasDown_isNoticedToo() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch("a"));
    rig.run(SOON);
    rig.crash();
    rig.firehose.then(refuses(400, "ResourceNotFoundException", "not found"));
    rig.submit(batch("b"));
    rig.run(Duration.ofHours(1));

    assertThat(rig.ledger().pending()).isEqualTo(1);
    assertThat(rig.deliveryLoop().state()).isInstanceOf(DeliveryState.Blocked.class);
  }

  @Test
  void states_sayHowItGoes() throws IOException {
    Rig rig = new Rig(singles());
    rig.run(SOON);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());
    rig.firehose.otherwise(refuses(503, "ServiceUnavailableException", "Slow down."));
    rig.submit(batch("a"));
    rig.run(SOON);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Throttled());
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(Duration.ofMinutes(2));
    assertThat(rig.deliveryLoop().state()).isInstanceOf(DeliveryState.Failing.class);
    rig.deliveryLoop().aim(null);
    rig.run(SOON);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Held());
  }
}
