package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentDraft;
import io.hydrant.model.Origin;

/// Fragments as the store sees them: something that counts.
final class Fragments {
  /// The first that a store gives.
  private static final int REVISION = 1;

  private Fragments() {}

  static Fragment of(int count, String payload) {
    Origin origin = new Origin("test", Channel.SERVER_TO_SERVER, null, false, 0);
    FragmentDraft draft = new FragmentDraft(origin, false, 16);
    for (int position = 0; position < count; position++) {
      int start = draft.content().length();
      draft.content().put('{').put('}');
      draft.event(start, position, -1, -1, -1);
    }
    return draft.finish(REVISION, Bytes.utf8(payload));
  }

  static String payload(Row row) {
    return Fragment.of(row.payload()).groupKey().text();
  }
}
