package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All audiences, by id: names and how many members each has. The committer stages changes and puts
/// them in the write that holds what they count; others see them only once that write is durable.
final class Audiences {
  private static final byte[] END = {-1};

  private final Map<Long, Audience> durable = new ConcurrentHashMap<>();

  /// Empty for those that are removed.
  private final Map<Long, Optional<Audience>> staged = new HashMap<>();

  static Audiences load(TablesView tables) throws IOException {
    Audiences loaded = new Audiences();
    try (TablesView.Cursor cursor = tables.scan(Family.AUDIENCES, new byte[0], END)) {
      for (; cursor.valid(); cursor.next()) {
        Audience audience = Audience.of(cursor.key(), cursor.value());
        loaded.durable.put(audience.id(), audience);
      }
    }
    return loaded;
  }

  /// Those that are durable, by id.
  List<Audience> all() {
    List<Audience> all = new ArrayList<>(durable.values());
    all.sort(Comparator.comparingLong(Audience::id));
    return all;
  }

  /// The durable one; null when there is none.
  @Nullable Audience find(long id) {
    return durable.get(id);
  }

  /// As the write under way leaves it. The committer's alone, like all that follows.
  @Nullable Audience staged(long id) {
    Optional<Audience> staged = this.staged.get(id);
    return staged == null ? durable.get(id) : staged.orElse(null);
  }

  void stage(Audience audience) {
    staged.put(audience.id(), Optional.of(audience));
  }

  void remove(long id) {
    staged.put(id, Optional.empty());
  }

  /// Puts what is staged into a write.
  void put(Tables.Changes changes) {
    staged.forEach((id, audience) -> {
      if (audience.isPresent()) {
        changes.put(Family.AUDIENCES, Audience.key(id), audience.get().stored());
      } else {
        changes.delete(Family.AUDIENCES, Audience.key(id));
      }
    });
  }

  /// The write is durable: what was staged holds.
  void settle() {
    staged.forEach((id, audience) -> {
      if (audience.isPresent()) {
        durable.put(id, audience.get());
      } else {
        durable.remove(id);
      }
    });
    staged.clear();
  }
}
