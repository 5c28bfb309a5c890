package io.hydrant;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.SampleBatch;
import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.Message;
import io.hydrant.model.Origin;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.settings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
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
import org.openjdk.jmh.infra.Blackhole;

/// What the pure stages cost a batch under default settings, each by itself and all in a row: from
/// the bytes of a request to the bytes of a record.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class StagesBenchmark {
  private static final int MERGED_BATCHES = 10;
  private static final long RECEIVED = 1_790_000_000_000L;
  private static final Limits LIMITS =
      new Limits(
          new Limits.Requests(1 << 20, 1 << 20, 100),
          new Limits.Attributes(100, 4_096),
          new Limits.UserAttributes(100, 4_096, 1_000, 512),
          256);
  private static final Origin ORIGIN =
      new Origin("input", Channel.SERVER_TO_SERVER, null, false, RECEIVED);
  private static final Hash GROUP = new Hash(3, 4);

  /// Events in the batch: about 1, 4 and 20 KB.
  @Param({"1", "8", "47"})
  public int events;

  private final Content content = Content.standard();
  private final Route route = new Route(1, 1, content);
  private final Grouper grouper =
      new Grouper(new KeyedHash(new byte[16]), FirehoseLimits.RECORD_BYTES_MAX);
  private final Encoder encoder = new Encoder(new UUID(1, 2), 1, FirehoseLimits.RECORD_BYTES_MAX);
  private byte[] body;
  private Batch batch;
  private Fragment fragment;

  /// Makes what each stage gets from the one before it.
  @Setup(Level.Trial)
  public void prepare() {
    body = SampleBatch.of(events).getBytes(StandardCharsets.UTF_8);
    batch = parse();
    fragment = fragmentOf(batch);
  }

  /// A body becomes a batch.
  @Benchmark
  public Batch parse() {
    return BatchReader.one(body, body.length, ORIGIN, LIMITS).batches().getFirst();
  }

  /// A batch becomes a fragment of its window.
  @Benchmark
  public Arrival selectAndGroup() {
    return arrivalOf(batch);
  }

  /// A fragment, read back from its stored form, becomes a message.
  @Benchmark
  public Message encode() {
    return encoded(Fragment.of(fragment.stored()));
  }

  /// Every event of a fragment becomes a message of its own.
  @Benchmark
  public void encodeSingles(Blackhole messages) {
    Fragment stored = Fragment.of(fragment.stored());
    for (int i = 0; i < stored.eventCount(); i++) {
      messages.consume(encoder.single(content, stored, GROUP, 7, 0, i));
    }
  }

  /// Ten fragments of one window become one message; the time is of all ten.
  @Benchmark
  public Message encodeMerged() {
    Merger merger = encoder.merger(content, GROUP);
    for (int i = 0; i < MERGED_BATCHES; i++) {
      merger.add(Fragment.of(fragment.stored()), 7L + i, 0);
    }
    return merger.finish();
  }

  /// The whole way: a body becomes a message.
  @Benchmark
  public Message parseSelectEncode() {
    return encoded(Fragment.of(fragmentOf(parse()).stored()));
  }

  private Arrival arrivalOf(Batch one) {
    return grouper.group(one, Selector.select(one, content), route);
  }

  private Fragment fragmentOf(Batch one) {
    return arrivalOf(one).waiting().getFirst().fragments().getFirst();
  }

  private Message encoded(Fragment one) {
    Merger merger = encoder.merger(content, GROUP);
    merger.add(one, 7, 0);
    return merger.finish();
  }
}
