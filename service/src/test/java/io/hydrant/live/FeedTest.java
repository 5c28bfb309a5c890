package io.hydrant.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.model.KeyedHash;
import io.hydrant.platform.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Those who watch cost nothing that anybody waits for, and are shown a fair sample.
class FeedTest {
  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Feed feed = new Feed(new KeyedHash(new byte[16]), clock);

  private static Passed passed(Stage stage, long sequence) {
    Passed.Source source = new Passed.Source("r" + sequence, "a", List.of(sequence));
    return Passed.of(stage, "out", source, About.NOBODY, 1, Passed.Fate.of(""))
        .with(Bytes.utf8("x".repeat(100)));
  }

  private void tell(Stage stage, long sequence) {
    Passed passed = passed(stage, sequence);
    if (feed.wants(stage, "out", passed.source().sequences())) {
      feed.tell(passed);
    }
  }

  private static List<Passed> take(Watch watch) throws InterruptedException {
    return watch.take(Duration.ZERO);
  }

  private static List<Long> sequences(List<Passed> taken, Stage stage) {
    return taken.stream()
        .filter(each -> each.stage() == stage)
        .map(each -> each.source().sequences().getFirst())
        .toList();
  }

  @Test
  void nobodyWatches_nothingIsWanted() {
    assertThat(feed.isWatched()).isFalse();
    assertThat(feed.wants(Stage.SENT, "out", List.of(1L))).isFalse();
    feed.watch(Filter.ALL).close();
    assertThat(feed.isWatched()).isFalse();
  }

  @Test
  void aboveARate_oneInSoManyIsShown_fromItsBeginningToItsEnd() throws InterruptedException {
    Watch watch = feed.watch(Filter.ALL);
    for (long sequence = 1; sequence <= 10; sequence++) {
      tell(Stage.ACCEPTED, sequence);
    }
    assertThat(take(watch)).hasSize(10);
    assertThat(watch.every()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    for (long second = 0; second < 10; second++) {
      long from = 1_000 + second * 1_000;
      LongStream.range(from, from + 1_000).forEach(sequence -> tell(Stage.ACCEPTED, sequence));
      clock.advance(Duration.ofSeconds(1));
      take(watch);
    }
    assertThat(watch.every()).isEqualTo(16);
    LongStream.range(50_000, 50_500).forEach(sequence -> tell(Stage.ACCEPTED, sequence));
    LongStream.range(50_000, 50_500).forEach(sequence -> tell(Stage.SENT, sequence));
    List<Passed> shown = take(watch);
    assertThat(sequences(shown, Stage.ACCEPTED)).hasSizeBetween(30, 33);
    assertThat(sequences(shown, Stage.SENT)).isEqualTo(sequences(shown, Stage.ACCEPTED));

    for (int second = 0; second < 6; second++) {
      clock.advance(Duration.ofSeconds(1));
      LongStream.range(90_000, 90_020).forEach(sequence -> tell(Stage.ACCEPTED, sequence));
    }
    assertThat(watch.every()).as("it is quiet again").isEqualTo(1);
  }

  @Test
  void whoIsSlow_missesTheOldest_andIsToldHowMany() throws InterruptedException {
    Watch watch = feed.watch(Filter.ALL);
    for (long sequence = 1; sequence <= 2_100; sequence++) {
      if (sequence % 50 == 0) {
        clock.advance(Duration.ofSeconds(2));
      }
      tell(Stage.ACCEPTED, sequence);
    }
    List<Passed> taken = take(watch);
    assertThat(taken).hasSize(2_000);
    assertThat(taken.getLast().source().sequences()).containsExactly(2_100L);
    assertThat(watch.missed()).isEqualTo(100);
  }

  @Test
  void whatIsKept_isBounded_inTimeCountAndBytes() {
    Watch watch = feed.watch(Filter.ALL);
    List<Passed> kept = new ArrayList<>();
    for (long sequence = 1; sequence <= 1_500; sequence++) {
      feed.tell(passed(Stage.SENT, sequence));
    }
    assertThat(feed.find(1)).isNull();
    assertThat(feed.find(1_500)).isNotNull();
    for (int i = 0; i < 20; i++) {
      feed.tell(passed(Stage.SENT, 1).with(Bytes.of(new byte[1 << 20])));
    }
    for (long id = 1; id <= 1_520; id++) {
      Passed found = feed.find(id);
      if (found != null) {
        kept.add(found);
      }
    }
    assertThat(kept).hasSize(8);
    clock.advance(Duration.ofMinutes(11));
    assertThat(feed.find(1_520)).isNull();
    watch.close();
  }

  @Test
  void whoIsForgotten_isNotKept() {
    feed.tell(passed(Stage.SENT, 1));
    assertThat(feed.find(1)).isNotNull();
    feed.forget();
    assertThat(feed.find(1)).isNull();
  }

  @Test
  void whatIsKept_isShownToWhoComesLater_andNotSampled() throws InterruptedException {
    LongStream.range(1, 500).forEach(sequence -> feed.tell(passed(Stage.SENT, sequence)));
    Filter sent = new Filter("out", Set.of(), Set.of(), null, Stage.SENT, null);
    Watch late = feed.watch(sent, 100);
    assertThat(take(late)).hasSize(399);
    assertThat(late.every()).isEqualTo(1);
    assertThat(take(feed.watch(Filter.ALL, 100_000))).as("ids of a process before").hasSize(499);
  }
}
