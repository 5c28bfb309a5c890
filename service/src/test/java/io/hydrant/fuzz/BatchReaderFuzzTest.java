package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrant.collect.Reading;
import io.hydrant.model.Batch;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.StrictJson;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/// Bodies of requests: each is refused in clean words, or valid by another parser too.
final class BatchReaderFuzzTest {

  @FuzzTest
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @DictionaryFile(resourcePath = "words.dict")
  void body(byte[] body) {
    Reading reading = Effort.bounded(body, () -> Input.read(body, Example.NOW));
    assertThat(reading.errors()).allSatisfy(error -> assertThat(error).isNotBlank());
    assertThat(reading.batches().isEmpty() && reading.errors().isEmpty()).isFalse();
    boolean isJson = StrictJson.document(body) != null;
    boolean isRefusedAsNoJson =
        reading.errors().stream().anyMatch(error -> error.contains("is not valid JSON"));
    assertThat(isJson).isNotEqualTo(isRefusedAsNoJson);
    for (Batch batch : reading.batches()) {
      assertThat(Untouched.document(batch).raw()).startsWith("{");
    }
  }
}
