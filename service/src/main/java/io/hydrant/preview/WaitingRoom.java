package io.hydrant.preview;

import io.hydrant.model.Arrival;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.Waiting;
import io.hydrant.preview.Previewed.When;
import io.hydrant.settings.Batching;
import io.hydrant.store.Row;
import io.hydrant.store.Tries;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the store is to arrivals, for as long as a preview takes: each batch gets a sequence, and
/// what leaves together is put together. Not safe for many threads.
///
/// In earnest the ends of a group's windows have a phase that its hash decides; here a window
/// begins with the first batch of its group. Batches of one group that come within one interval are
/// thus shown as one message, which they are unless an end falls between them.
final class WaitingRoom {
  private record Window(Hash group, long number) {}

  private final List<Departure> departures = new ArrayList<>();
  private final Map<Hash, Long> windowsBegan = new HashMap<>();
  private final Map<Window, Departure> windows = new HashMap<>();
  private final SessionCloser sessions = new SessionCloser(departures);
  private long sequence;

  /// Takes in what a batch is for the connection.
  ///
  /// @param millis when it was received
  void keep(Arrival arrival, long millis) {
    sequence++;
    sessions.arrives(arrival.sessions(), millis);
    for (Waiting part : arrival.waiting()) {
      switch (part.grouping()) {
        case Grouping.Alone() -> {
          Departure alone = departure(new When("at once", 0));
          add(alone, part, new Hash(0, sequence), arrival.connection());
        }
        case Grouping.Window(Hash group, long interval) -> {
          long began = windowsBegan.computeIfAbsent(group, g -> millis);
          Window window = new Window(group, Math.floorDiv(millis - began, interval));
          Departure together =
              windows.computeIfAbsent(window, w -> departure(windowEnds(interval)));
          add(together, part, group, arrival.connection());
        }
        case Grouping.Session session ->
            add(sessions.of(session, millis), part, session.session(), arrival.connection());
      }
    }
  }

  /// All that leaves when nothing more comes, in the order in which the first of each came.
  List<Departure> departures() {
    sessions.closeAll();
    return departures;
  }

  private Departure departure(When when) {
    Departure departure = new Departure(when);
    departures.add(departure);
    return departure;
  }

  private static When windowEnds(long interval) {
    return new When(
        "at the end of this device's window, within " + Batching.written(interval), interval);
  }

  private void add(Departure departure, Waiting part, Hash group, int connection) {
    WaitingKey key = new WaitingKey(connection, 1, group, sequence, 0);
    for (Fragment fragment : part.fragments()) {
      Row.Kind kind = Row.Kind.FRAGMENT;
      departure.rows().add(new Row(key, kind, fragment.count(), Tries.NONE, fragment.stored(), 0));
      key = key.next();
    }
  }
}
