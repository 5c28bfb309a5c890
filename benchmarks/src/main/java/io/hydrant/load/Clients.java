package io.hydrant.load;

import io.hydrant.collect.SampleBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// All clients: each sends its next batch when the one before was answered, until it is told to
/// stop. Every batch has a request id of its own and one of many users.
final class Clients implements AutoCloseable {
  private static final String ID = "8b1c1a52-6f0c-4a37-9e0e-0d1f4f2d7c11";
  private static final String USER = "-3604444830222046753";

  private final LoadOptions options;
  private final Cluster cluster;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<long[]>> sending = new ArrayList<>();
  private final byte[] sample;
  private final int idAt;
  private final int userAt;
  private volatile boolean stopping;
  private volatile long measuredFrom = Long.MAX_VALUE;

  Clients(LoadOptions options, Cluster cluster) {
    this.options = options;
    this.cluster = cluster;
    String text = SampleBatch.of(options.events());
    this.sample = text.getBytes(StandardCharsets.UTF_8);
    this.idAt = text.indexOf(ID);
    this.userAt = text.indexOf(USER);
    for (int i = 0; i < options.connections(); i++) {
      int number = i;
      sending.add(threads.submit(() -> send(number)));
    }
  }

  int batchBytes() {
    return sample.length;
  }

  /// Answers from now on are measured.
  void measure() {
    measuredFrom = System.nanoTime();
  }

  /// Lets every client finish its request.
  ///
  /// @throws ExecutionException when a batch was not accepted
  Answers stop() throws InterruptedException, ExecutionException {
    stopping = true;
    long accepted = 0;
    List<long[]> each = new ArrayList<>();
    for (Future<long[]> one : sending) {
      long[] result = one.get();
      accepted += result[0];
      each.add(Arrays.copyOfRange(result, 1, result.length));
    }
    long[] measured = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Answers(accepted, measured);
  }

  /// The number of batches accepted, then how long each measured one took.
  private long[] send(int number) throws IOException {
    SplittableRandom random = new SplittableRandom(number);
    long[] taken = new long[1024];
    int used = 1;
    byte[] body = sample.clone();
    try (Client client = new Client(cluster.collectorPort(), Cluster.KEY, Cluster.SECRET)) {
      for (int i = 0; !stopping; i++) {
        put(body, idAt, "%08x-%016x".formatted(number, i));
        put(
            body,
            userAt,
            String.valueOf(-1_000_000_000_000_000_000L - random.nextInt(options.users())));
        long start = System.nanoTime();
        int status = client.post(body);
        long end = System.nanoTime();
        if (status != 202) {
          throw new IOException("a batch was answered " + status);
        }
        taken[0]++;
        if (start >= measuredFrom) {
          taken = used == taken.length ? Arrays.copyOf(taken, used * 2) : taken;
          taken[used++] = end - start;
        }
      }
    }
    return Arrays.copyOf(taken, used);
  }

  private static void put(byte[] body, int at, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, body, at, bytes.length);
  }

  @Override
  public void close() {
    stopping = true;
    threads.close();
  }
}
