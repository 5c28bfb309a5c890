package io.hydrant.vectors;

import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.Message;
import io.hydrant.model.Waiting;
import io.hydrant.select.SelectionListener;
import io.hydrant.select.Selector;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Select, group, merge and encode with nothing around them: a store that is a map, and windows
/// that end when they are asked to.
public final class PureCore {
  private static final int CONNECTION = 1;
  private static final int REVISION = 7;

  /// When windows end.
  public interface Windows {
    /// They do not.
    Windows ENDLESS = (window, receivedMillis) -> 0;

    /// The end of the window in which a batch that is received now waits.
    long end(Grouping.Window window, long receivedMillis);
  }

  private record Row(Fragment fragment, long sequence, int n) {}

  /// Those who wait together.
  private record Together(Hash group, long end) {}

  private final Content content;
  private final Grouper grouper =
      new Grouper(new KeyedHash(new byte[16]), FirehoseLimits.RECORD_BYTES_MAX);
  private final Encoder encoder =
      new Encoder(new UUID(1, 2), CONNECTION, FirehoseLimits.RECORD_BYTES_MAX);
  private final Map<Together, List<Row>> waiting = new LinkedHashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Windows windows;
  private long sequence;

  public PureCore(Content content) {
    this(content, Windows.ENDLESS);
  }

  public PureCore(Content content, Windows windows) {
    this.content = content;
    this.windows = windows;
  }

  /// Takes a batch in.
  public Arrival accept(Batch batch) {
    return accept(batch, SelectionListener.NONE);
  }

  /// Takes a batch in, and tells why what is not sent is not.
  public Arrival accept(Batch batch, SelectionListener listener) {
    Route route = new Route(CONNECTION, REVISION, content);
    Arrival arrival = grouper.group(batch, Selector.select(batch, content, listener), route);
    sequence++;
    for (Waiting part : arrival.waiting()) {
      Together together =
          switch (part.grouping()) {
            case Grouping.Alone() -> new Together(new Hash(0, sequence), 0);
            case Grouping.Window window ->
                new Together(window.group(), windows.end(window, batch.origin().receivedMillis()));
            case Grouping.Session session -> new Together(session.session(), 0);
          };
      List<Row> rows = waiting.computeIfAbsent(together, t -> new ArrayList<>());
      int n = 0;
      for (Fragment fragment : part.fragments()) {
        rows.add(new Row(Fragment.of(fragment.stored()), sequence, n++));
      }
    }
    arrivals.add(arrival);
    return arrival;
  }

  /// All that was taken in.
  public List<Arrival> arrivals() {
    return arrivals;
  }

  /// Ends every window.
  public List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    waiting.forEach((together, rows) -> messages.addAll(messages(together.group(), rows)));
    waiting.clear();
    return messages;
  }

  private List<Message> messages(Hash group, List<Row> rows) {
    List<Message> messages = new ArrayList<>();
    Merger merger = null;
    for (Row row : rows) {
      Fragment fragment = row.fragment();
      if (content.batching() instanceof Batching.SingleEvents && fragment.eventCount() > 0) {
        for (int i = 0; i < fragment.eventCount(); i++) {
          messages.add(encoder.single(content, fragment, group, row.sequence(), row.n(), i));
        }
        continue;
      }
      if (merger != null && merger.add(fragment, row.sequence(), row.n())) {
        continue;
      }
      if (merger != null) {
        messages.add(merger.finish());
      }
      merger = encoder.merger(content, group);
      if (!merger.add(fragment, row.sequence(), row.n())) {
        throw new IllegalStateException("a single fragment is longer than a record");
      }
    }
    if (merger != null) {
      messages.add(merger.finish());
    }
    return messages;
  }
}
