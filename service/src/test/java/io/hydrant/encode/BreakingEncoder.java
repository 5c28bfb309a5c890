package io.hydrant.encode;

import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Predicate;

/// An encoder with a bug: it throws at events that a test chooses by their text.
public final class BreakingEncoder extends Encoder {
  private final Ids ids;
  private final int recordBytesMax;
  private final Predicate<String> breaks;

  public BreakingEncoder(
      UUID storeId, int connection, int recordBytesMax, Predicate<String> breaks) {
    super(storeId, connection, recordBytesMax);
    this.ids = new Ids(storeId, connection);
    this.recordBytesMax = recordBytesMax;
    this.breaks = breaks;
  }

  @Override
  public Message single(
      Content content, Fragment fragment, Hash group, long sequence, int n, int index) {
    look(fragment.parts(), index);
    return super.single(content, fragment, group, sequence, n, index);
  }

  @Override
  public Merger merger(Content content, Hash group) {
    return new Merger(ids, content, group, recordBytesMax) {
      @Override
      public boolean add(Fragment fragment, long sequence, int n) {
        FragmentParts parts = fragment.parts();
        for (int i = 0; i < parts.events(); i++) {
          look(parts, i);
        }
        return super.add(fragment, sequence, n);
      }
    };
  }

  private void look(FragmentParts parts, int event) {
    int start = parts.eventStart(event);
    int length = parts.eventEnd(event) - start;
    if (breaks.test(new String(parts.array(), start, length, StandardCharsets.UTF_8))) {
      throw new IllegalStateException("a bug of ours");
    }
  }
}
