package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Grouping;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.store.ModelDisk.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store does when the disk fails or fills.
final class StoreFailureTest {
  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final ModelDisk disk = new ModelDisk();
  private final Deque<Fate> fates = new ArrayDeque<>();
  private final AtomicLong freeDisk = new AtomicLong(Long.MAX_VALUE);
  private int refusedOpens;

  @TempDir Path directory;

  private Store open() throws IOException {
    disk.fates(() -> fates.isEmpty() ? Fate.DURABLE : fates.remove());
    Store store =
        Store.open(
            () -> {
              if (refusedOpens > 0) {
                refusedOpens--;
                throw new IOException("no room");
              }
              return disk.opener().open();
            },
            clock,
            Chance.of(new SplittableRandom(1)),
            new StoreOptions(Long.MAX_VALUE, 1_000, freeDisk::get, ballast()));
    store.enroll(Map.of("c", Bytes.utf8("content")), enrolled -> {});
    store.step();
    return store;
  }

  private Ballast ballast() {
    return new Ballast(directory.resolve("ballast"), 100);
  }

  private static List<Outcome> submit(Store store) {
    List<Outcome> outcomes = offer(store);
    store.step();
    return outcomes;
  }

  private static List<Outcome> offer(Store store) {
    List<Outcome> outcomes = new ArrayList<>();
    Waiting waiting = new Waiting(new Grouping.Alone(), List.of(Fragments.of(1, "a")), 1);
    Arrival arrival = new Arrival(1, 1, Map.of(), List.of(waiting), List.of());
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    return outcomes;
  }

  private static int pending(Store store) {
    return (int) store.ledger().getFirst().pending();
  }

  @Test
  void failedWrite_refuses_opensAgain_andAcceptsOnceMore() throws IOException {
    Store store = open();
    List<String> told = new ArrayList<>();
    store.register(
        1,
        new Waiter() {
          @Override
          public void wake() {}

          @Override
          public void reopened() {
            told.add("reopened");
          }
        });
    fates.add(Fate.FAILS_LOST);

    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Refused.class);
    assertThat(store.trouble()).isNotEmpty();
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Refused.class);
    clock.advance(Duration.ofMillis(100));
    store.step();

    assertThat(store.trouble()).isEmpty();
    assertThat(told).containsExactly("reopened");
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Kept.class);
    assertThat(pending(store)).isEqualTo(1);
    assertThat(disk.opens()).isEqualTo(2);
  }

  @Test
  void failedWriteThatReachedTheDisk_isCountedAfterwards() throws IOException {
    Store store = open();
    fates.add(Fate.FAILS_KEPT);
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Refused.class);
    clock.advance(Duration.ofMillis(100));
    store.step();

    assertThat(pending(store)).isEqualTo(1);
    assertThat(store.ledger().getFirst().balanced()).isTrue();
  }

  @Test
  void storeThatIsOpenedAgain_whileTheClockIsAYearAhead_doesNotBelieveIt() throws IOException {
    Store store = open();
    submit(store);
    long before = store.time();
    clock.step(Duration.ofDays(365));
    fates.add(Fate.FAILS_LOST);
    submit(store);
    clock.advance(Duration.ofMillis(100));
    store.step();
    submit(store);

    assertThat(store.time() - before).isLessThan(Duration.ofSeconds(1).toNanos() / 1000);
  }

  @Test
  void strikeFromBeforeTheStoreWasOpenedAgain_isRefused() throws IOException {
    Store store = open();
    submit(store);
    submit(store);
    Opening before = store.opening(1);
    List<Row> rows = store.read(before.head(), 10, 1 << 20).rows();
    fates.add(Fate.FAILS_LOST);
    List<Boolean> told = new ArrayList<>();
    store.strike(strike(before, rows.getFirst(), told));
    store.step();
    clock.advance(Duration.ofMillis(100));
    store.step();

    // Ordered by who has not heard of the failure: its head lies beyond a row that is still there.
    store.strike(strike(before, rows.getLast(), told));
    store.step();

    assertThat(told).containsExactly(false, false);
    assertThat(pending(store)).isEqualTo(2);
    assertThat(store.read(store.opening(1).head(), 10, 1 << 20).rows()).hasSize(2);
  }

  private static Strike strike(Opening opening, Row row, List<Boolean> told) {
    Strike.Gone gone = new Strike.Gone(List.of(), List.of(), row.storedBytes());
    return new Strike(opening, gone, row.key().next(), Strike.Fate.delivered(1), 0, told::add);
  }

  @Test
  void storeThatCannotBeOpenedAgain_isLostAfterThreeTries() throws IOException {
    Store store = open();
    fates.add(Fate.FAILS_LOST);
    submit(store);
    refusedOpens = 3;
    clock.advance(Duration.ofMillis(100));
    store.step();
    clock.advance(Duration.ofSeconds(1));
    store.step();
    clock.advance(Duration.ofSeconds(5));

    assertThatThrownBy(store::step)
        .isInstanceOf(StoreLostException.class)
        .hasMessageContaining("no room");
  }

  @Test
  void fullDisk_refusesSubmissions_butGoesOnStrikingOff() throws IOException {
    Store store = open();
    submit(store);
    freeDisk.set(999);
    clock.advance(Duration.ofMillis(100));
    store.step();

    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Refused.class);
    Row row = store.read(store.opening(1).head(), 1, 1).rows().getFirst();
    store.strike(strike(store.opening(1), row, new ArrayList<>()));
    store.step();
    assertThat(store.ledger().getFirst().delivered()).isEqualTo(1);

    freeDisk.set(1_000);
    clock.advance(Duration.ofMillis(100));
    store.step();
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Kept.class);
  }

  @Test
  void diskThatOthersFill_isGivenTheBallast_whichComesBackWhenThereIsRoom() throws IOException {
    Store store = open();
    submit(store);
    assertThat(directory.resolve("ballast")).hasSize(100);

    freeDisk.set(99);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    assertThat(directory.resolve("ballast")).doesNotExist();

    freeDisk.set(299);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    assertThat(directory.resolve("ballast")).doesNotExist();

    freeDisk.set(1_000);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    assertThat(directory.resolve("ballast")).hasSize(100);
  }

  @Test
  void idleStore_noticesAFullDisk() throws IOException {
    Store store = open();
    freeDisk.set(999);
    long next = store.step();
    assertThat(next - clock.nanos()).isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    clock.advance(Duration.ofSeconds(1));
    store.step();
    assertThat(store.trouble()).contains("diskReserve");
  }

  @Test
  void listenerThatThrows_harmsNobody() throws IOException {
    Store store = open();
    store.submit(
        new Submission(
            List.of(),
            outcome -> {
              throw new IllegalStateException("the client is gone");
            }));
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Kept.class);
  }

  @Test
  void missingSync_losesWhatWasAnswered() throws IOException {
    disk.neverSync();
    Store store = open();
    assertThat(submit(store).getFirst()).isInstanceOf(Outcome.Kept.class);
    disk.crash();
    // The test of the tests: the model notices what a kill test must notice.
    assertThat(open().ledger().getFirst().accepted()).isZero();
  }

  @Test
  void whatIsSubmitted_isHeld_untilItIsWrittenOrRefused() throws IOException {
    Store store = open();
    int connection = store.connections().values().iterator().next();
    assertThat(store.heldBytes(connection)).isZero();
    offer(store);
    long submitted = store.heldBytes(connection);
    assertThat(submitted).as("before it is written").isPositive();
    store.step();
    assertThat(store.heldBytes(connection)).as("written").isEqualTo(submitted);

    fates.add(Fate.FAILS_LOST);
    offer(store);
    assertThat(store.heldBytes(connection)).isEqualTo(2 * submitted);
    store.step();
    clock.advance(Duration.ofSeconds(1));
    store.step();
    assertThat(store.heldBytes(connection)).as("refused").isEqualTo(submitted);
  }
}
