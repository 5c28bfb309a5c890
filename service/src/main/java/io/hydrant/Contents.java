package io.hydrant;

import io.hydrant.model.Bytes;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.store.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The content settings of every revision that something waits under, read once. Safe for many
/// threads.
final class Contents {
  private final Store store;
  private final Map<Integer, Content> read = new ConcurrentHashMap<>();

  Contents(Store store) {
    this.store = store;
  }

  Content of(int revision) {
    return read.computeIfAbsent(revision, this::read);
  }

  private Content read(int revision) {
    Bytes text = store.content(revision);
    if (text == null) {
      throw new IllegalStateException("the store has no content settings of revision " + revision);
    }
    return ContentText.read(text);
  }
}
