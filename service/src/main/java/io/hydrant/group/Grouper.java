package io.hydrant.group;

import io.hydrant.encode.MessageBound;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentDraft;
import io.hydrant.model.Grouping;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.SessionMark;
import io.hydrant.model.Waiting;
import io.hydrant.select.Selection;
import io.hydrant.settings.Batching;
import java.util.ArrayList;
import java.util.List;

/// Says whom a selected batch waits with. A pure function: no clock, nothing kept. Immutable, safe
/// for many threads.
public final class Grouper {
  private final KeyedHash hash;
  private final int recordBytesMax;

  /// @param hash of the data directory: groups are told apart without being named in keys
  /// @param recordBytesMax what a record holds; a batch that could exceed it is cut
  public Grouper(KeyedHash hash, int recordBytesMax) {
    this.hash = hash;
    this.recordBytesMax = recordBytesMax;
  }

  /// What a batch is for one connection.
  public Arrival group(Batch batch, Selection selection, Route route) {
    FragmentDraft kept = selection.kept();
    if (route.content().batching() instanceof Batching.Sessions sessions) {
      return sessions(batch, selection, route, sessions.timeoutMillis());
    }
    List<Waiting> waiting =
        kept == null ? List.of() : List.of(waiting(batch, selection, kept, route));
    return arrival(selection, route, waiting, List.of());
  }

  private Waiting waiting(Batch batch, Selection selection, FragmentDraft kept, Route route) {
    return switch (route.content().batching()) {
      case Batching.SingleEvents() -> alone(kept, route);
      case Batching.Windows(long intervalMillis) -> {
        Bytes key = GroupKey.of(route.connection(), batch, selection.identities());
        if (key == null) {
          yield alone(kept, route);
        }
        yield waiting(
            new Grouping.Window(hash.of(key), intervalMillis),
            kept.finish(route.revision(), key),
            route);
      }
      case Batching.Sessions _ -> throw new IllegalStateException("sessions are grouped apart");
    };
  }

  /// A batch travels with every session it has events of. Starts and ends count although nothing of
  /// their batch is sent; without a device or a user there is nobody to wait for.
  private Arrival sessions(Batch batch, Selection selection, Route route, long timeoutMillis) {
    FragmentDraft kept = selection.kept();
    Bytes group = GroupKey.of(route.connection(), batch, selection.identities());
    if (group == null) {
      List<Waiting> alone = kept == null ? List.of() : List.of(alone(kept, route));
      return arrival(selection, route, alone, List.of());
    }
    SessionCourse course = new SessionCourse(hash, group);
    selection.sessions().forEach(course::take);
    List<Waiting> waiting = new ArrayList<>();
    if (kept != null) {
      Fragment whole = kept.finish(route.revision(), group);
      course
          .parts(timeoutMillis)
          .forEach((session, indexes) -> {
            boolean isWhole = indexes.size() == whole.eventCount();
            Fragment part = isWhole ? whole : whole.remainder(indexes);
            waiting.add(waiting(session, part, route));
          });
    }
    return arrival(selection, route, waiting, course.marks());
  }

  private static Arrival arrival(
      Selection selection, Route route, List<Waiting> waiting, List<SessionMark> marks) {
    return new Arrival(
        route.connection(), selection.accepted(), selection.filtered(), waiting, marks);
  }

  private Waiting alone(FragmentDraft kept, Route route) {
    return waiting(new Grouping.Alone(), kept.finish(route.revision(), Bytes.EMPTY), route);
  }

  private Waiting waiting(Grouping grouping, Fragment whole, Route route) {
    return new Waiting(grouping, cut(whole, route), whole.count());
  }

  /// The fragment, or in order the pieces of it that surely fit a record: completing many tiny
  /// events can make a batch of 256 KiB larger than that.
  private List<Fragment> cut(Fragment whole, Route route) {
    long head = MessageBound.ofContent(route.content()) + MessageBound.withoutEvents(whole);
    if (head + MessageBound.ofEvents(whole) <= recordBytesMax) {
      return List.of(whole);
    }
    List<Fragment> pieces = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    long bound = head;
    for (int i = 0; i < whole.eventCount(); i++) {
      long event = MessageBound.ofEvent(whole.parts(), i);
      if (bound + event > recordBytesMax && !indexes.isEmpty()) {
        pieces.add(whole.remainder(indexes));
        indexes.clear();
        bound = head;
      }
      indexes.add(i);
      bound += event;
    }
    if (indexes.isEmpty()) {
      return List.of(whole);
    }
    pieces.add(whole.remainder(indexes));
    return pieces;
  }
}
