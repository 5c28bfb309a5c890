package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.INTERVAL;
import static io.hydrant.deliver.Samples.MESSAGE_ID;
import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.events;
import static io.hydrant.deliver.Samples.found;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.Samples.windows;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.simulator.Way;
import io.hydrant.store.ModelDisk.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the loop keeps whole: groups cut in the same places, what cannot be encoded, a store that
/// is opened again, a stop.
final class GroupDeliveryTest {

  @Test
  void anOverLongGroup_isCutInTheSamePlaces_whateverIsTakenFirst() throws IOException {
    Rig rig = new Rig(windows(), 1_500, 64 << 20);
    for (int i = 0; i < 30; i++) {
      rig.submit(batch("m" + i));
    }
    // Of the first call only the later parts are taken; then the process dies.
    rig.firehose.then(takes(i -> i >= 2));
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(INTERVAL.plus(SOON));
    int before = rig.firehose.taken().size();
    assertThat(before).isGreaterThanOrEqualTo(3);
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));

    assertThat(events(rig)).hasSize(30).doesNotHaveDuplicates();
    assertThat(found(MESSAGE_ID, rig.firehose.taken())).doesNotHaveDuplicates();
    assertAllDelivered(rig);
  }

  @Test
  void anOverLongGroup_takenInSilenceAndReadAgain_hasTheSameIdsAndBytes() throws IOException {
    Rig rig = new Rig(windows(), 1_500, 64 << 20);
    for (int i = 0; i < 30; i++) {
      rig.submit(batch("m" + i));
    }
    rig.firehose.then(takesInSilence());
    rig.firehose.fallSilent();
    rig.run(INTERVAL.plus(SOON));
    List<String> before = List.copyOf(rig.firehose.taken());
    assertThat(before).hasSizeGreaterThan(3);
    rig.crash();
    rig.firehose.speakAgain();
    rig.run(SOON);

    List<String> after = rig.firehose.taken().subList(before.size(), 2 * before.size());
    assertThat(after).isEqualTo(before);
    assertAllDelivered(rig);
  }

  @Test
  void aGroup_isCutWhereTheRevisionChanges() throws IOException {
    Rig rig = new Rig(windows());
    Content other =
        new Content(
            Content.standard().on(),
            "other",
            2,
            List.of(),
            Content.standard().environment(),
            windows().batching(),
            RecordDelimiter.NONE);
    rig.submit(batch("a"));
    rig.content(other);
    rig.submit(batch("b"));
    rig.content(windows());
    rig.submit(batch("c"));
    rig.run(INTERVAL.plus(SOON));

    assertThat(events(rig)).containsExactly("a", "b", "c");
    assertThat(rig.firehose.taken()).hasSize(3);
    assertThat(rig.firehose.taken().get(1)).contains("\"unique_id\":\"other\"");
    assertAllDelivered(rig);
  }

  @Test
  void whatWeCannotEncode_isADeadLetterAfterThreeTries_andTheOthersGoOn() throws IOException {
    Rig rig = new Rig(singles());
    int poisoned = 2;
    rig.contents(revision -> {
      if (revision == poisoned) {
        throw new IllegalStateException("a bug of ours");
      }
      return Way.content(rig.store(), revision);
    });
    rig.submit(batch("before"));
    rig.content(windows());
    rig.submit(batch("poison"));
    rig.content(singles());
    rig.submit(batch("after"));
    rig.run(INTERVAL.plus(SOON));
    assertThat(events(rig)).containsExactly("before", "after");

    rig.run(Duration.ofDays(1));
    assertThat(rig.deliveryLoop().figures().broken()).isEqualTo(3);
    assertThat(rig.ledger().pending()).isZero();
    assertThat(rig.ledger().dead()).isEqualTo(1);
    assertThat(rig.ledger().balanced()).isTrue();
  }

  @Test
  void aStoreThatIsOpenedAgain_losesNothing_andRepeatsNothingThatWasTaken() throws IOException {
    for (Fate fate : List.of(Fate.FAILS_LOST, Fate.FAILS_KEPT)) {
      Rig rig = new Rig(singles());
      rig.firehose.then(takes(i -> i % 2 == 0));
      rig.submit(batch(names(200), ""));
      // The write that strikes off what was taken fails; everything after it succeeds.
      int[] writes = {0};
      rig.disk.fates(() -> rig.firehose.calls().isEmpty() || writes[0]++ > 0 ? Fate.DURABLE : fate);
      rig.run(Duration.ofMinutes(1));

      assertThat(rig.disk.opens()).isEqualTo(2);
      assertThat(events(rig)).as(fate.name()).containsExactlyInAnyOrderElementsOf(names(200));
      assertAllDelivered(rig);
    }
  }

  @Test
  void stopped_sendsNothingMore_butKeepsWhatIsAnswered() throws IOException {
    Rig rig = new Rig(singles());
    rig.submit(batch(names(600), ""));
    rig.turn();
    rig.deliveryLoop().aim(null);
    rig.run(SOON);
    int calls = rig.firehose.calls().size();
    assertThat(rig.deliveryLoop().isIdle()).isTrue();
    assertThat(calls).isPositive();
    assertThat(rig.ledger().delivered()).isEqualTo(rig.firehose.taken().size());
    rig.submit(batch("later"));
    rig.run(SOON);
    assertThat(rig.firehose.calls()).hasSize(calls);

    rig.crash();
    rig.run(SOON);
    assertThat(events(rig)).hasSize(601).doesNotHaveDuplicates();
    assertAllDelivered(rig);
  }

  @Test
  void stoppedWithoutAnAnswer_isNotIdle() throws IOException {
    Rig rig = new Rig(singles());
    rig.firehose.fallSilent();
    rig.submit(batch("a"));
    rig.run(SOON);
    rig.deliveryLoop().aim(null);
    rig.run(Duration.ofSeconds(9));
    assertThat(rig.deliveryLoop().isIdle()).isFalse();
  }

  @Test
  void aPartTakenBeforeAnEarlierOne_changesNoCut() throws IOException {
    Rig rig = new Rig(windows(), 2_700, 64 << 20);
    rig.submit(batch("long".repeat(300)));
    rig.submit(batch("full".repeat(500)));
    rig.submit(batch("short"));
    // The first is kept in an internal failure, the second taken, the third not: when the second is
    // gone, the third would fit to the first.
    rig.firehose.then((call, taken) -> {
      taken.accept(call.records().get(0));
      taken.accept(call.records().get(1));
      return new Answer.Decided(
          List.of(
              new Answer.NotTaken("InternalFailure", ""),
              new Answer.Taken("id"),
              new Answer.NotTaken("ServiceUnavailableException", "Slow down.")));
    });
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(INTERVAL.plus(SOON));
    assertThat(rig.firehose.calls().getFirst().records()).hasSize(3);
    rig.crash();
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));

    assertOneMessageAnEvent(rig);
    assertThat(new HashSet<>(events(rig))).hasSize(3);
    assertAllDelivered(rig);
  }

  @Test
  void aStoreThatFailsWhileAGroupIsRead_endsNoGroup() throws IOException {
    Rig rig = new Rig(windows());
    for (int i = 0; i < 1_010; i++) {
      rig.submit(batch("m" + i));
    }
    rig.clock.advance(INTERVAL);
    rig.store().step();
    rig.store().step();
    // The first page is full, and the group goes on in the second.
    rig.deliveryLoop().step();
    rig.disk.fates(() -> Fate.FAILS_LOST);
    rig.fail();
    rig.deliveryLoop().step();
    rig.disk.fates(() -> Fate.DURABLE);
    rig.run(Duration.ofMinutes(1));

    assertOneMessageAnEvent(rig);
    assertThat(events(rig)).hasSize(1_010);
    assertAllDelivered(rig);
  }

  private static void assertOneMessageAnEvent(Rig rig) {
    Map<String, String> messages = new HashMap<>();
    for (String document : rig.firehose.taken()) {
      String id = found(MESSAGE_ID, List.of(document)).getFirst();
      for (String event : Samples.eventsOf(document)) {
        assertThat(messages.getOrDefault(event, id)).as("the message of " + event).isEqualTo(id);
        messages.put(event, id);
      }
    }
  }
}
