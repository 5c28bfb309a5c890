package io.hydrant.store;

import io.hydrant.model.Hash;
import io.hydrant.platform.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of audiences lately, in memory: the last [#KEPT_MAX] changes since the start, for
/// who looks. Who is forgotten is forgotten here, by the write that forgets him.
///
/// What a request brought is one entry, which the committer adds in one step however much it is.
/// Safe for many threads.
public final class RecentChanges {
  /// How many are kept.
  public static final int KEPT_MAX = 10_000;

  private final Clock clock;
  private final long sinceMillis;
  private final Deque<Brought> kept = new ArrayDeque<>();

  /// When something last became of an audience that is there, by id, in Unix milliseconds.
  private final Map<Long, Long> latest = new HashMap<>();

  private int size;
  private long last;

  RecentChanges(Clock clock) {
    this.clock = clock;
    this.sinceMillis = clock.millis();
  }

  /// What came at once.
  ///
  /// @param first id of the first change; the others follow
  private record Brought(
      long first, long millis, String request, String input, List<AudienceChange> changes) {
    Entry entry(int at) {
      return new Entry(first + at, millis, request, input, changes.get(at));
    }

    Brought forgetting(Set<Hash> users) {
      for (AudienceChange change : changes) {
        if (isOf(users, change)) {
          return new Brought(first, millis, request, input, rest(users));
        }
      }
      return this;
    }

    private List<AudienceChange> rest(Set<Hash> users) {
      return changes.stream()
          .map(change -> isOf(users, change) ? change.forgetting() : change)
          .toList();
    }

    private static boolean isOf(Set<Hash> users, AudienceChange change) {
      return change.user() != null && users.contains(change.user());
    }
  }

  /// One change.
  ///
  /// @param id counts up from the start of the process
  /// @param millis when it was kept, Unix milliseconds
  /// @param request the id of the request that brought it; empty: none did
  /// @param input through which that came; empty likewise
  public record Entry(long id, long millis, String request, String input, AudienceChange change) {}

  /// Adds what a request brought, in its order.
  ///
  /// @param request its id, and the name of its input; empty: there was none
  public void add(String request, String input, List<AudienceChange> changes) {
    if (!changes.isEmpty()) {
      keep(request, input, changes);
    }
  }

  private synchronized void keep(String request, String input, List<AudienceChange> changes) {
    long millis = clock.millis();
    long first = last + 1;
    last += changes.size();
    int over = Math.max(0, changes.size() - KEPT_MAX);
    List<AudienceChange> rest = over == 0 ? changes : changes.subList(over, changes.size());
    kept.addLast(new Brought(first + over, millis, request, input, List.copyOf(rest)));
    size += rest.size();
    while (size > KEPT_MAX) {
      size -= kept.removeFirst().changes().size();
    }
    AudienceChange before = null;
    for (AudienceChange change : changes) {
      if (change.kind() == AudienceChange.Kind.DELETED) {
        latest.remove(change.audience());
      } else if (before == null || !isOfTheSame(before, change)) {
        latest.put(change.audience(), millis);
      }
      before = change;
    }
  }

  private static boolean isOfTheSame(AudienceChange before, AudienceChange change) {
    return before.audience() == change.audience() && before.kind() != AudienceChange.Kind.DELETED;
  }

  /// Forgets who these are, not that something became of somebody.
  synchronized void forget(Set<Hash> users) {
    for (int left = kept.size(); left > 0; left--) {
      kept.addLast(kept.removeFirst().forgetting(users));
    }
  }

  /// Those that are kept, the latest first.
  public List<Entry> latestFirst() {
    List<Entry> entries = new ArrayList<>();
    for (Brought brought : snapshot().reversed()) {
      for (int i = brought.changes().size() - 1; i >= 0; i--) {
        entries.add(brought.entry(i));
      }
    }
    return entries;
  }

  /// One that is kept; null when there is none of this id.
  public @Nullable Entry find(long id) {
    for (Brought brought : snapshot()) {
      if (brought.first() <= id && id < brought.first() + brought.changes().size()) {
        return brought.entry((int) (id - brought.first()));
      }
    }
    return null;
  }

  private synchronized List<Brought> snapshot() {
    return List.copyOf(kept);
  }

  /// When something last became of an audience that is there, Unix milliseconds; null: not since
  /// the start.
  public synchronized @Nullable Long latest(long audience) {
    return latest.get(audience);
  }

  /// Since when there are any, Unix milliseconds.
  public long sinceMillis() {
    return sinceMillis;
  }
}
