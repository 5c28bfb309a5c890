package io.hydrant.collect;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.settings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to read a request's body: to index it, and to make a batch of it with all checks.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class ReadBenchmark {
  private static final Limits LIMITS =
      new Limits(
          new Limits.Requests(1 << 20, 1 << 20, 100),
          new Limits.Attributes(100, 4_096),
          new Limits.UserAttributes(100, 4_096, 1_000, 512),
          256);
  private static final Origin ORIGIN =
      new Origin("input", Channel.SERVER_TO_SERVER, null, false, 1_790_000_000_000L);

  /// Events in the batch: about 1, 4 and 20 KB.
  @Param({"1", "8", "47"})
  public int events;

  private byte[] body;

  /// Writes the batch.
  @Setup(Level.Trial)
  public void write() {
    body = SampleBatch.of(events).getBytes(StandardCharsets.UTF_8);
    Reading reading = read();
    if (reading.batches().size() != 1) {
      throw new IllegalStateException("the sample is refused: " + reading.errors());
    }
  }

  /// Where every value lies.
  @Benchmark
  public JsonIndex index() throws InvalidJsonException {
    return JsonIndex.of(body);
  }

  /// A batch, checked.
  @Benchmark
  public Reading read() {
    return BatchReader.one(body, body.length, ORIGIN, LIMITS);
  }
}
