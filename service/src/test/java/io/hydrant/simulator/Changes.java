package io.hydrant.simulator;

import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Hash;
import io.hydrant.store.AudienceRows;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Who has users enter and leave audiences, and never sends a change twice: it would be another.
final class Changes {
  private static final int USERS = 5;

  private final SplittableRandom random;
  private final AudienceJudge judge;

  Changes(SplittableRandom random, AudienceJudge judge) {
    this.random = random;
    this.judge = judge;
  }

  /// Sends changes of any users, of some messages each.
  ///
  /// @param way to the connection that carries them; null: there is none at present
  void send(Store store, @Nullable Way way) {
    if (way == null) {
      return;
    }
    List<AudienceRows.Change> changes = new ArrayList<>();
    for (int left = random.nextInt(1, 6); left > 0; left--) {
      changes.add(change(way, random.nextInt(USERS)));
    }
    List<AudienceMessage> messages =
        changes.stream().flatMap(change -> change.messages().stream()).toList();
    AudienceRows.submit(
        store,
        changes,
        outcome -> {
          if (outcome instanceof Outcome.Kept) {
            judge.kept(messages);
          }
        });
  }

  private AudienceRows.Change change(Way way, int user) {
    List<AudienceMessage> messages =
        IntStream.range(0, random.nextInt(1, 4))
            .mapToObj(i -> judge.message(way.connection(), user, random.nextInt(700)))
            .toList();
    return new AudienceRows.Change(
        way.connection(), way.revision(), new Hash(user, user), messages);
  }
}
