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
import java.util.concurrent.locks.LockSupport;

/// All clients, until they are told to stop. Every batch has a request id of its own and one of
/// many users.
final class Clients implements AutoCloseable {
  private static final String ID = "8b1c1a52-6f0c-4a37-9e0e-0d1f4f2d7c11";
  private static final String USER = "-3604444830222046753";
  private static final long STOP_LOOK_NANOS = 100_000_000;

  private final Load load;
  private final int port;
  private final int phase;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<long[]>> sending = new ArrayList<>();
  private final byte[] sample;
  private final int idAt;
  private final int userAt;
  private final long started = System.nanoTime();
  private volatile boolean stopping;

  /// @param phase a number that no others with the same subject have
  Clients(Load load, int port, int phase) {
    this.load = load;
    this.port = port;
    this.phase = phase;
    String text = SampleBatch.of(load.events());
    this.sample = text.getBytes(StandardCharsets.UTF_8);
    this.idAt = text.indexOf(ID);
    this.userAt = text.indexOf(USER);
    for (int i = 0; i < load.clients(); i++) {
      int number = i;
      sending.add(threads.submit(() -> send(number)));
    }
  }

  /// Lets every client finish its request.
  ///
  /// @return how long each batch took, ascending
  /// @throws ExecutionException when a batch was not accepted
  long[] stop() throws InterruptedException, ExecutionException {
    stopping = true;
    List<long[]> each = new ArrayList<>();
    for (Future<long[]> one : sending) {
      each.add(one.get());
    }
    return each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
  }

  /// How long each batch took.
  private long[] send(int number) throws IOException {
    SplittableRandom random = new SplittableRandom(number);
    long[] taken = new long[1024];
    int used = 0;
    byte[] body = sample.clone();
    try (Client client = new Client(port)) {
      for (int i = 0; !stopping; i++) {
        put(body, idAt, "%08x-%016x".formatted(phase * load.clients() + number, i));
        put(
            body,
            userAt,
            String.valueOf(-1_000_000_000_000_000_000L - random.nextInt(load.users())));
        long start = awaitTurn(number, i);
        if (stopping) {
          break;
        }
        int status = client.post(body);
        if (status != 202) {
          throw new IOException("a batch was answered " + status);
        }
        taken = used == taken.length ? Arrays.copyOf(taken, used * 2) : taken;
        taken[used++] = System.nanoTime() - start;
      }
    }
    return Arrays.copyOf(taken, used);
  }

  /// Waits until a client's n-th batch is due.
  ///
  /// @return when it was
  private long awaitTurn(int client, int n) {
    if (load.rate() == 0) {
      return System.nanoTime();
    }
    long due = started + (long) (1e9 * ((double) n * load.clients() + client) / load.rate());
    for (long now = System.nanoTime(); now < due && !stopping; now = System.nanoTime()) {
      LockSupport.parkNanos(Math.min(due - now, STOP_LOOK_NANOS));
    }
    return due;
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
