package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Message;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.vectors.PureCore;
import io.hydrant.vectors.StrictJson.Value;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/// Any valid batch under any settings: what no rule names leaves as it came, and every event is
/// counted once.
final class SelectorFuzzTest {
  /// What became of a batch.
  private record Passed(Arrival arrival, List<Message> messages) {}

  @FuzzTest
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @DictionaryFile(resourcePath = "words.dict")
  void settingsAndBatch(byte[] bytes) {
    Input input = Input.of(bytes);
    for (Batch batch : input.batches()) {
      Passed passed = Effort.bounded(bytes, () -> pass(batch, input.content()));
      check(Untouched.document(batch), passed.messages(), input.content().batching());
      balances(passed);
    }
  }

  private static Passed pass(Batch batch, Content content) {
    PureCore core = new PureCore(content);
    Arrival arrival = core.accept(batch);
    return new Passed(arrival, core.messages());
  }

  private static void check(Value batch, List<Message> messages, Batching batching) {
    int from = 0;
    for (Message message : messages) {
      Value document = Untouched.document(message);
      boolean isSingle =
          batching instanceof Batching.SingleEvents && !document.raw().startsWith("{\"events\":[]");
      if (isSingle) {
        from = Untouched.checkSingle(document, batch, from);
      } else {
        Untouched.check(document, List.of(batch));
      }
    }
  }

  private static void balances(Passed passed) {
    Arrival arrival = passed.arrival();
    int filtered = arrival.filtered().values().stream().mapToInt(Integer::intValue).sum();
    int sent = passed.messages().stream().mapToInt(Message::count).sum();
    assertThat(filtered + sent).isEqualTo(arrival.accepted());
  }
}
