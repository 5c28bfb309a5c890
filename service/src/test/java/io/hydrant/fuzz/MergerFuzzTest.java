package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentDraft;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.vectors.StrictJson.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/// Any valid batches as one group, in records so short that most groups are cut: no part is too
/// long, each is merged from its own batches only, nothing is lost or sent twice.
final class MergerFuzzTest {
  private static final int RECORD_BYTES_MAX = 3_000;
  private static final Hash GROUP = new Hash(3, 4);

  /// One message in the making, what it may hold, and the batches it is made of.
  private record Part(Merger merger, int bytesMax, List<Batch> batches) {}

  @FuzzTest
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @DictionaryFile(resourcePath = "words.dict")
  void settingsAndBatches(byte[] bytes) {
    Input input = Input.of(bytes);
    List<Batch> batches = input.batches();
    List<Part> parts = Effort.bounded(bytes, () -> parts(batches, input.content()));
    int events = 0;
    for (Part part : parts) {
      Message message = Effort.bounded(bytes, part.merger()::finish);
      assertThat(message.document().length()).isLessThanOrEqualTo(part.bytesMax());
      List<Value> came = part.batches().stream().map(Untouched::document).toList();
      Untouched.check(Untouched.document(message), came);
      events += message.count();
    }
    assertThat(events).isEqualTo(batches.stream().mapToInt(b -> count(b, input.content())).sum());
  }

  private static List<Part> parts(List<Batch> batches, Content content) {
    List<Part> parts = new ArrayList<>();
    int sequence = 100;
    for (Batch batch : batches) {
      FragmentDraft kept = kept(batch, content);
      if (kept == null) {
        continue;
      }
      Fragment fragment = Fragment.of(kept.finish(1, Bytes.EMPTY).stored());
      sequence++;
      if (parts.isEmpty() || !parts.getLast().merger().add(fragment, sequence, 0)) {
        parts.add(opened(fragment, sequence, content));
      }
      parts.getLast().batches().add(batch);
    }
    return parts;
  }

  /// A part that begins with a fragment. One that is longer than a record here (a real one holds
  /// any) sets the length itself.
  private static Part opened(Fragment fragment, int sequence, Content content) {
    Merger merger = merger(content, RECORD_BYTES_MAX);
    if (merger.add(fragment, sequence, 0)) {
      return new Part(merger, RECORD_BYTES_MAX, new ArrayList<>());
    }
    Merger alone = merger(content, 1 << 20);
    assertThat(alone.add(fragment, sequence, 0)).isTrue();
    int length = alone.finish().document().length();
    merger = merger(content, length);
    assertThat(merger.add(fragment, sequence, 0)).isTrue();
    return new Part(merger, length, new ArrayList<>());
  }

  private static Merger merger(Content content, int recordBytesMax) {
    return new Encoder(new UUID(1, 2), 5, recordBytesMax).merger(content, GROUP);
  }

  private static int count(Batch batch, Content content) {
    FragmentDraft kept = kept(batch, content);
    return kept == null ? 0 : kept.count();
  }

  private static @Nullable FragmentDraft kept(Batch batch, Content content) {
    return Selector.select(batch, content).kept();
  }
}
