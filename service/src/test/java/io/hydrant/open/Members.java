package io.hydrant.open;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.IdentitySet;
import io.hydrant.audience.MembershipChange;
import io.hydrant.audience.User;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.AudienceContent;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Outcome;
import io.hydrant.store.RocksDisk;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/// Very many members of one audience in a store on a real disk: and what the heap holds of them. No
/// message is kept, so that what is measured is the memory of members.
final class Members implements AutoCloseable {
  private static final long AUDIENCE = 1;
  private static final int CHANGES_A_WRITE = 1_000;
  private static final AudienceContent CONTENT =
      new AudienceContent(Set.of(), Set.of(), Set.of(2L), Map.of());

  private final Store store;
  private long entered;

  /// @param directory empty; of a real disk
  Members(Path directory) throws IOException {
    Clock clock = VirtualClock.at(1_760_000_000_000L);
    this.store = new RocksDisk(directory).store(clock, Chance.of(new SplittableRandom(1)));
    submit(List.of(new AudienceStep.Naming(AUDIENCE, "many", null, true)));
  }

  /// Has users enter until there are `count`.
  void enter(long count) {
    List<AudienceRoute> routes = List.of(new AudienceRoute(1, CONTENT, false));
    while (entered < count) {
      List<AudienceStep> changes = new ArrayList<>();
      for (long most = Math.min(count, entered + CHANGES_A_WRITE); entered < most; entered++) {
        Bytes email = Bytes.utf8("\"user-" + entered + "@example.com\"");
        changes.add(
            new MembershipChange(
                User.of(Long.toString(entered + 1), store.hash()),
                AUDIENCE,
                MembershipChange.Action.ADD,
                new IdentitySet(Map.of(IdentityType.EMAIL, email)),
                1_760_000_000_000L,
                routes));
      }
      submit(changes);
    }
  }

  private void submit(List<AudienceStep> steps) {
    store.submit(
        new Submission(
            List.of(new Submission.Part(null, List.of(), steps)),
            outcome -> {
              if (!(outcome instanceof Outcome.Kept)) {
                throw new IllegalStateException("not kept: " + outcome);
              }
            }));
    store.step();
  }

  /// How many there are, as counted.
  long count() {
    return Objects.requireNonNull(store.audiences().find(AUDIENCE)).members();
  }

  @Override
  public void close() {
    store.close();
  }

  /// Started by `./prove open --kind members`.
  ///
  /// @param args count, directory
  public static void main(String[] args) throws IOException {
    long count = Long.parseLong(args[0]);
    Clock real = Clock.system();
    long start = real.nanos();
    try (Members members = new Members(Path.of(args[1]))) {
      members.enter(Math.min(count, 1_000));
      System.out.printf("%,12d members: heap %,d KB%n", members.entered, heap());
      for (int tenth = 1; tenth <= 10; tenth++) {
        members.enter(count * tenth / 10);
        System.out.printf("%,12d members: heap %,d KB%n", members.entered, heap());
      }
      System.out.printf("counted %,d in %,.0f s%n", members.count(), (real.nanos() - start) / 1e9);
    }
  }

  private static long heap() {
    return OpenGroups.liveHeap() >> 10;
  }
}
