package io.hydrant.deliver;

import io.hydrant.model.EncodedMessage;
import io.hydrant.store.DeadCause;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.Strike;
import io.hydrant.store.Tries;
import io.hydrant.store.WaitingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What remains of a parcel when it is settled and not all of it was taken: rows that wait again,
/// and rows that are given up. They keep group, sequence and n of the rows they come from.
///
/// What our own code cannot encode is tried three times, minutes apart, and then given up as it
/// lies; a message of an audience at once.
final class Remains {
  static final int THROWN_MAX = 3;

  /// Makes what is left of a parcel into a row of its own.
  @FunctionalInterface
  interface Rest {
    /// The row that holds what is at these positions, and nothing else.
    RowValue of(List<Integer> positions, Tries tries);
  }

  /// Rows of one parcel that share a place.
  private record Place(WaitingKey key, List<Integer> positions) {}

  private static final Rest NOTHING =
      (positions, tries) -> {
        throw new IllegalStateException("broken rows remain as they lie");
      };

  private final WaitingKey first;
  private final Tries before;
  private final Rest rest;
  private final boolean isEachAlone;
  private final List<Row> brokenRows;
  private final List<Integer> brokenPositions = new ArrayList<>();
  private String thrown;

  private Remains(Row first, Rest rest, boolean isEachAlone, List<Row> brokenRows, String thrown) {
    this.first = first.key();
    this.before = first.tries();
    this.rest = rest;
    this.isEachAlone = isEachAlone;
    this.brokenRows = List.copyOf(brokenRows);
    this.thrown = thrown;
  }

  /// Of rows whose messages remain in one row together.
  static Remains inOneRow(Row first, Rest rest) {
    return new Remains(first, rest, false, List.of(), "");
  }

  /// Of a closed session, whose messages remain encoded, in a row each.
  static Remains ofSession(Row row, List<EncodedMessage> messages) {
    Rest rest = (positions, tries) -> RowValue.of(messages.get(positions.getFirst()), tries);
    return new Remains(row, rest, true, List.of(), "");
  }

  /// Of rows of which no message could be made.
  static Remains ofBroken(List<Row> rows, String error) {
    return new Remains(rows.getFirst(), NOTHING, false, rows, error);
  }

  void addBroken(int position, String error) {
    brokenPositions.add(position);
    thrown = error;
  }

  /// What is to be tried again.
  List<Strike.Again> again(List<Outgoing> messages) {
    List<Strike.Again> again = new ArrayList<>();
    for (Row row : brokenRows) {
      Tries tries = row.tries().threw(thrown);
      if (!isGivenUp(row, tries)) {
        again.add(again(row.key(), row.with(tries), Backoff.broken(row.tries().thrown())));
      }
    }
    List<Outgoing> left =
        messages.stream().filter(message -> !message.isTaken() && message.death() == null).toList();
    Tries tries = together(left);
    boolean hasFailed = tries.passed() > before.passed();
    Duration delay = hasFailed ? Backoff.onDisk(tries.passed()) : Duration.ZERO;
    for (Place place : places(left)) {
      again.add(again(place.key(), rest.of(place.positions(), tries), delay));
    }
    Tries broken = before.threw(thrown);
    if (!brokenPositions.isEmpty() && broken.thrown() < THROWN_MAX) {
      Strike.Again row =
          again(first, rest.of(brokenPositions, broken), Backoff.broken(before.thrown()));
      // Off by one, so that it never lies where the other half of the same row does.
      again.add(new Strike.Again(row.key(), row.value(), row.delayMicros() + 1));
    }
    return again;
  }

  /// What is given up.
  List<Strike.Dead> dead(List<Outgoing> messages) {
    List<Strike.Dead> dead = new ArrayList<>();
    for (Row row : brokenRows) {
      Tries tries = row.tries().threw(thrown);
      if (isGivenUp(row, tries)) {
        dead.add(new Strike.Dead(row.key(), row.with(tries), DeadCause.BROKEN, thrown));
      }
    }
    Map<Outgoing.Death, List<Outgoing>> deaths = new LinkedHashMap<>();
    for (Outgoing message : messages) {
      Outgoing.Death death = message.death();
      if (death != null) {
        deaths.computeIfAbsent(death, d -> new ArrayList<>()).add(message);
      }
    }
    deaths.forEach((death, died) -> {
      for (Place place : places(died)) {
        RowValue value = rest.of(place.positions(), together(died));
        dead.add(new Strike.Dead(place.key(), value, death.cause(), death.error()));
      }
    });
    Tries broken = before.threw(thrown);
    if (!brokenPositions.isEmpty() && broken.thrown() >= THROWN_MAX) {
      RowValue value = rest.of(brokenPositions, broken);
      dead.add(new Strike.Dead(first, value, DeadCause.BROKEN, thrown));
    }
    return dead;
  }

  /// A message whose key is its order is not put again.
  private static boolean isGivenUp(Row row, Tries tries) {
    return row.kind() == Row.Kind.AUDIENCE || tries.thrown() >= THROWN_MAX;
  }

  private Tries together(List<Outgoing> messages) {
    return messages.stream().map(Outgoing::tries).reduce(before, Tries::and);
  }

  /// A session's row is told by its last sequence alone, so its messages can be told by n.
  private List<Place> places(List<Outgoing> messages) {
    List<Integer> positions = messages.stream().map(Outgoing::position).sorted().toList();
    if (positions.isEmpty()) {
      return List.of();
    }
    if (!isEachAlone) {
      return List.of(new Place(first, positions));
    }
    return positions.stream().map(i -> new Place(at(i), List.of(i))).toList();
  }

  private WaitingKey at(int n) {
    return new WaitingKey(first.connection(), first.due(), first.group(), first.sequence(), n);
  }

  private static Strike.Again again(WaitingKey key, RowValue value, Duration delay) {
    return new Strike.Again(key, value, TimeUnit.MILLISECONDS.toMicros(delay.toMillis()));
  }
}
