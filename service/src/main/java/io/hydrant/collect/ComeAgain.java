package io.hydrant.collect;

import io.hydrant.http.Gate;
import io.hydrant.http.Reply;
import io.hydrant.platform.Chance;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// When those are to come again who are turned back: after some seconds, by chance, so that those
/// who came together do not come together again; whole ones, which is what SDKs read.
///
/// A refusal costs a sixth of what a batch costs. While there are more than one for
/// [#REFUSED_ONE_IN] batches, each second they are asked to stay away for longer, and for less long
/// again once there are few. Not by how many there are, but by their share: a lone process whose
/// SDK then sends nothing at all for so long is not kept away from a service that has room for it.
///
/// Not safe for threads.
final class ComeAgain {
  static final int SECONDS_MIN = 4;
  static final int SECONDS_MAX = 16;
  static final int REFUSED_ONE_IN = 8;

  /// Between this and [#REFUSED_ONE_IN] it stays as it is.
  private static final int FEW_ONE_IN = 32;

  private static final long JUDGED_NANOS = Duration.ofSeconds(1).toNanos();

  private static final List<Gate.TurnedBack> AFTER =
      IntStream.rangeClosed(1, SECONDS_MAX)
          .mapToObj(seconds ->
              new Gate.TurnedBack(
                  Reply.error(503, "More comes than can be taken; send it again.")
                      .with("Retry-After", Integer.toString(seconds))))
          .toList();

  private final Chance chance;
  private int secondsMax = SECONDS_MIN;
  private long began;
  private int kept;
  private int turnedBack;

  ComeAgain(Chance chance, long now) {
    this.chance = chance;
    this.began = now;
  }

  /// What one is answered who is turned back.
  Gate.TurnedBack answer() {
    turnedBack++;
    return AFTER.get((int) chance.below(secondsMax));
  }

  /// Counts batches that were kept, and once a second looks at both.
  void kept(int batches, long now) {
    kept += batches;
    if (now - began < JUDGED_NANOS) {
      return;
    }
    if (turnedBack > kept / REFUSED_ONE_IN) {
      secondsMax = Math.min(SECONDS_MAX, 2 * secondsMax);
    } else if (turnedBack < kept / FEW_ONE_IN) {
      secondsMax = Math.max(SECONDS_MIN, secondsMax / 2);
    }
    began = now;
    kept = 0;
    turnedBack = 0;
  }
}
