package io.hydrant.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one would write or run instead of the service: it puts each request on the stream as one
/// record, and answers when Firehose has. It keeps nothing, merges nothing and filters nothing.
final class Rival implements Subject {
  private final int port = Child.freePort();
  private final Child child;

  /// @param main one of those in `benchmarks/others`
  /// @param classpath of those
  Rival(Path directory, Sink sink, String main, String classpath)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(sink.trust());
    words.addAll(
        List.of(
            "-Daws.accessKeyId=AKIAIOSFODNN7EXAMPLE",
            "-Daws.secretAccessKey=not-a-secret",
            "-cp",
            classpath,
            main,
            "" + port,
            sink.endpoint().toString(),
            "load-0"));
    this.child = Child.start(directory.resolve(main + ".log"), words);
    URI health = URI.create("http://127.0.0.1:" + port + "/healthz");
    child.await(() -> Child.answers(health));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Duration cpu() {
    return child.cpu();
  }

  @Override
  public long peakBytes() {
    return child.peakBytes();
  }

  /// What it answered, it had delivered.
  @Override
  public String awaitDelivered(long batches, long events) {
    return null;
  }

  @Override
  public void close() {
    child.close();
  }
}
