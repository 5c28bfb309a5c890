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
import io.hydrant.select.Selector;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Select, group, merge and encode with nothing around them: a store that is a map, and windows
/// that never end before they are asked for.
public final class PureCore {
  private static final int CONNECTION = 1;
  private static final int REVISION = 7;

  private record Row(Fragment fragment, long sequence, int n) {}

  private final Content content;
  private final Grouper grouper =
      new Grouper(new KeyedHash(new byte[16]), FirehoseLimits.RECORD_BYTES_MAX);
  private final Encoder encoder =
      new Encoder(new UUID(1, 2), CONNECTION, FirehoseLimits.RECORD_BYTES_MAX);
  private final Map<Hash, List<Row>> waiting = new LinkedHashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private long sequence;

  public PureCore(Content content) {
    this.content = content;
  }

  /// Takes a batch in.
  public Arrival accept(Batch batch) {
    Route route = new Route(CONNECTION, REVISION, content);
    Arrival arrival = grouper.group(batch, Selector.select(batch, content), route);
    sequence++;
    for (Waiting part : arrival.waiting()) {
      Hash group =
          switch (part.grouping()) {
            case Grouping.Alone() -> new Hash(0, sequence);
            case Grouping.Window(Hash hash, long _) -> hash;
            case Grouping.Session session -> session.session();
          };
      List<Row> rows = waiting.computeIfAbsent(group, g -> new ArrayList<>());
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
    waiting.forEach((group, rows) -> messages.addAll(messages(group, rows)));
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
