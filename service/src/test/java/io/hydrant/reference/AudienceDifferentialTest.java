package io.hydrant.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.membership.AudienceRig;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The product and the second implementation send the same of changes by chance: in content and,
/// for each user, in order. `-Dseed=123` tells one story, `-Dseeds=1000000` more.
final class AudienceDifferentialTest {
  private static final long STORIES = 2_000;

  @Test
  void bothSendTheSame_ofWhateverIsTold() throws Exception {
    Long one = Long.getLong("seed");
    LongStream seeds =
        one == null ? LongStream.range(0, Long.getLong("seeds", STORIES)) : LongStream.of(one);
    long messages = seeds.parallel().map(AudienceDifferentialTest::compare).sum();
    if (one == null) {
      assertThat(messages).isGreaterThan(STORIES);
    }
  }

  private static long compare(long seed) {
    try {
      return told(new AudienceStory(seed), "seed " + seed);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static long told(AudienceStory story, String what) throws Exception {
    List<AudienceReceiver> receivers = story.receivers();
    AudienceRig rig = new AudienceRig(receivers.stream().map(AudienceReceiver::yaml).toList());
    story.tell((method, path, body) -> rig.ask(method, path, body).status(), rig::nextMillis);
    rig.restart();
    long messages = 0;
    for (int i = 0; i < receivers.size(); i++) {
      AudienceReceiver receiver = receivers.get(i);
      String which = what + ", connection" + receiver.yaml();
      assertThat(rig.byUser(i)).as(which).containsExactlyInAnyOrderElementsOf(receiver.byUser());
      assertThat(rig.ledger(i).filtered()).as(which).isEqualTo(receiver.filtered());
      assertThat(rig.ledger(i).balanced()).as(which).isTrue();
      messages += rig.ledger(i).pending();
    }
    rig.close();
    return messages;
  }
}
