package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.AlertType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Streams that are deleted and made anew under their names while nobody calls them.
final class RecreatedTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Instant SECOND = Instant.parse("2026-02-02T00:00:00Z");

  private static Rig delivering(String name) throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.created(FIRST);
    rig.submit(batch(name));
    rig.run(SOON);
    assertThat(events(rig)).containsExactly(name);
    return rig;
  }

  private static void assertHeld(Rig rig) {
    assertThat(rig.deliveryLoop().state())
        .isInstanceOfSatisfying(
            DeliveryState.Blocked.class,
            blocked -> assertThat(blocked.cause()).isEqualTo(BlockedCause.RECREATED_STREAM));
  }

  @Test
  void betweenTwoCalls_isSeenWithinHours_andHeldUntilAPersonSaysSo() throws IOException {
    Rig rig = delivering("a");
    assertThat(rig.firehose.looks()).isEqualTo(1);
    rig.run(Duration.ofHours(10));
    assertThat(rig.firehose.looks()).as("about one an hour").isBetween(6, 21);
    rig.firehose.created(SECOND);
    rig.run(Duration.ofMinutes(91));
    assertHeld(rig);
    rig.submit(batch("b"));
    rig.crash();
    rig.run(Duration.ofDays(1));
    assertHeld(rig);
    assertThat(rig.firehose.calls()).as("not even a probe").hasSize(1);

    rig.store().streams().hold(rig.way().connection(), null, isDone -> {});
    rig.store().step();
    rig.deliveryLoop().aim(rig.target());
    rig.run(Duration.ofHours(3));
    assertThat(events(rig)).containsExactly("a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void whileTheProcessWasDown_isSeenBeforeAnythingIsSent() throws IOException {
    Rig rig = delivering("a");
    rig.firehose.created(SECOND);
    rig.submit(batch("b"));
    rig.crash();
    rig.run(SOON);
    assertHeld(rig);
    assertThat(events(rig)).containsExactly("a");
  }

  @Test
  void afterAStart_nothingIsSentBeforeTheStreamIsDescribed() throws IOException {
    Rig rig = delivering("a");
    rig.firehose.looksTake(Duration.ofSeconds(1));
    rig.submit(batch("b"));
    rig.crash();
    rig.run(Duration.ofMillis(900));
    assertThat(events(rig)).containsExactly("a");
    rig.run(SOON);
    assertThat(events(rig)).containsExactly("a", "b");
  }

  @Test
  void itsAlert_staysOpenForDays_andClosesWhenRecordsFlow() throws IOException {
    Rig rig = delivering("a");
    rig.firehose.created(SECOND);
    rig.submit(batch("b"));
    rig.crash();
    for (int hour = 0; hour < 48; hour++) {
      rig.run(Duration.ofHours(1));
      rig.alerts.settle();
    }
    assertThat(rig.alerts.ranked())
        .singleElement()
        .matches(alert -> alert.isOpen() && alert.type() == AlertType.BLOCKED);

    rig.store().streams().hold(rig.way().connection(), null, isDone -> {});
    rig.store().step();
    rig.deliveryLoop().aim(rig.target());
    rig.run(Duration.ofMinutes(1));
    assertAllDelivered(rig);
    assertThat(rig.alerts.ranked()).singleElement().matches(alert -> !alert.isOpen());
  }

  @Test
  void whileItWasBlocked_isSeenBeforeTheNextProbe() throws IOException {
    Rig rig = delivering("a");
    rig.firehose.otherwise(refuses(400, "AccessDeniedException", "no"));
    rig.submit(batch("b"));
    rig.run(Duration.ofHours(1));
    rig.firehose.otherwise(takes());
    rig.firehose.created(SECOND);
    rig.run(Duration.ofMinutes(5));
    assertHeld(rig);
    assertThat(events(rig)).containsExactly("a");
  }

  @Test
  void oneThatNeverTookARecord_mayBeMadeAnew() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.created(FIRST);
    rig.run(SOON);
    rig.firehose.created(SECOND);
    rig.crash();
    rig.submit(batch("a"));
    rig.run(Duration.ofHours(2));
    assertAllDelivered(rig);
  }

  @Test
  void whoMayNotDescribe_sendsAllTheSame() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch("a"));
    rig.run(Duration.ofHours(3));
    rig.crash();
    rig.submit(batch("b"));
    rig.run(SOON);
    assertThat(rig.deliveryLoop().state()).isEqualTo(new DeliveryState.Flowing());
    assertThat(events(rig)).containsExactly("a", "b");
    assertAllDelivered(rig);
  }

  @Test
  void whoAnswersNoQuestion_isNotWaitedForLong() throws IOException {
    Rig rig = delivering("a");
    rig.crash();
    rig.submit(batch("b"));
    rig.turn();
    rig.firehose.crash();
    rig.run(Duration.ofSeconds(6));
    assertThat(events(rig)).containsExactly("a", "b");
  }
}
