package io.hydrant.store;

import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The erasures that are not done, and how far the sweep is. The committer stages changes and puts
/// them in the write that holds what they say; others see them only once that write is durable.
final class Erasures {
  /// How long one can ask for an erasure that is done.
  static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(90);

  private static final byte[] SWEEP_KEY = "sweep".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = {-1};
  private static final int OPENING_BITS = 32;

  private final Tracer tracer;
  private final Chance chance;
  private final Map<Erasure.Id, Erasure> durable = new HashMap<>();
  private final Map<Erasure.Id, Erasure> staged = new HashMap<>();
  private volatile Coverage coverage;
  private volatile @Nullable Sweep sweep;
  private @Nullable Sweep stagedSweep;
  private long version;
  private boolean coversMore;

  private Erasures(Tracer tracer, Chance chance, int opening) {
    this.tracer = tracer;
    this.chance = chance;
    this.version = (long) opening << OPENING_BITS;
    this.coverage = new Coverage(version, tracer, List.of());
  }

  /// @param opening how often the tables were opened before
  static Erasures load(TablesView tables, Tracer tracer, Chance chance, int opening)
      throws IOException {
    Erasures loaded = new Erasures(tracer, chance, opening);
    try (TablesView.Cursor cursor = tables.scan(Family.ERASURES, new byte[0], END)) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        if (key.length == Erasure.Id.BYTES) {
          Erasure erasure = Erasure.of(key, cursor.value());
          if (erasure.stage() != Erasure.Stage.DONE) {
            loaded.durable.put(erasure.id(), erasure);
          }
        }
      }
    }
    byte[] sweep = tables.get(Family.META, SWEEP_KEY);
    loaded.stagedSweep = sweep == null ? null : Sweep.of(sweep);
    loaded.coversMore = !loaded.durable.isEmpty();
    loaded.settle();
    return loaded;
  }

  /// What is covered by those that are durable. From any thread, like [#sweep()].
  Coverage coverage() {
    return coverage;
  }

  /// How far the sweep is; null when none is under way.
  @Nullable Sweep sweep() {
    return sweep;
  }

  // ---- the committer's alone

  /// Those that are not done, as the write under way leaves them.
  List<Erasure> all() {
    Map<Erasure.Id, Erasure> all = new HashMap<>(durable);
    all.putAll(staged);
    return all.values().stream().filter(erasure -> erasure.stage() != Erasure.Stage.DONE).toList();
  }

  /// The id of one that begins.
  Erasure.Id newId(long millis) {
    return new Erasure.Id(millis, ByteBuffer.wrap(chance.bytes(Long.BYTES)).getLong());
  }

  void stage(Erasure erasure) {
    staged.put(erasure.id(), erasure);
  }

  /// It covers more than before.
  void stageMore(Erasure erasure) {
    stage(erasure);
    coversMore = true;
  }

  void count(Erasure.Id id, Erasure.Counts more) {
    Erasure now = staged.getOrDefault(id, durable.get(id));
    if (now != null) {
      stage(now.counting(more));
    }
  }

  void sweep(@Nullable Sweep next, Tables.Changes changes) {
    stagedSweep = next;
    if (next == null) {
      changes.delete(Family.META, SWEEP_KEY);
    } else {
      changes.put(Family.META, SWEEP_KEY, next.bytes());
    }
  }

  /// Forgets those that were done long ago.
  void forget(long nowMillis, Tables.Changes changes) {
    long oldest = nowMillis - KEPT_MILLIS;
    for (Erasure erasure : durable.values()) {
      oldest = Math.min(oldest, erasure.id().startedMillis());
    }
    changes.deleteRange(
        Family.ERASURES, new byte[0], new Erasure.Id(Math.max(0, oldest), 0).bytes());
  }

  /// Puts what is staged into a write.
  void put(Tables.Changes changes) {
    staged.forEach((id, erasure) -> changes.put(Family.ERASURES, id.bytes(), erasure.bytes()));
  }

  /// The write is durable: what was staged holds.
  void settle() {
    sweep = stagedSweep;
    if (staged.isEmpty() && !coversMore) {
      return;
    }
    boolean ends = false;
    for (Erasure erasure : List.copyOf(staged.values())) {
      if (erasure.stage() == Erasure.Stage.DONE) {
        durable.remove(erasure.id());
        ends = true;
      } else {
        durable.put(erasure.id(), erasure);
      }
    }
    staged.clear();
    if (coversMore || ends) {
      version += coversMore ? 1 : 0;
      coverage = new Coverage(version, tracer, new ArrayList<>(durable.values()));
      coversMore = false;
    }
  }
}
