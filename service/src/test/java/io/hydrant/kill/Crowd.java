package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Many clients who behave in one way, in a process of their own. What became of each batch stands
/// in a file, a line each; what became of all is printed as figures.
public final class Crowd {

  /// How they behave.
  enum Manner {
    /// A batch, a silence, and another batch on the same connection.
    IDLE,
    /// A header now and then, and no end of them.
    SLOW_HEADS,
    /// A byte of the body now and then.
    SLOW_BODIES,
    /// Requests without end, and of the answers a byte for each hundred.
    SLOW_READERS,
    /// Many batches in one go; the one in the middle is no JSON.
    PIPELINED,
    /// So many batches a second, whether or not those before were answered; 0 as fast as the
    /// answers come.
    FLOOD
  }

  /// What is asked of them.
  ///
  /// @param name what the names of their events begin with
  /// @param count of clients
  /// @param rate of batches a second, of all of them
  record Task(Manner manner, String name, int count, Duration span, int rate) {}

  /// Before the name of an event whose batch was answered 202, and of one that was not.
  static final char TAKEN = '+';

  static final char UNKNOWN = '?';

  /// Batches that a client sends in one go.
  static final int PIPELINED = 51;

  private static final int OPENED_A_SECOND = 1_000;
  private static final Duration DRIP_EVERY = Duration.ofSeconds(3);
  private static final Duration LATE = Duration.ofSeconds(1);
  private static final Clock CLOCK = Clock.system();

  private final Task task;
  private final CrowdClient.Way way;
  private final long began = CLOCK.nanos();
  private final long end;
  private final AtomicLong slots = new AtomicLong();
  private final Map<String, LongAdder> figures = new ConcurrentSkipListMap<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Queue<Long> takenNanos = new ConcurrentLinkedQueue<>();
  private final Queue<Long> refusedNanos = new ConcurrentLinkedQueue<>();
  private final Queue<Long> closedNanos = new ConcurrentLinkedQueue<>();

  private Crowd(Task task, CrowdClient.Way way) {
    this.task = task;
    this.way = way;
    this.end = began + task.span().toNanos();
  }

  /// Arguments: manner, name, clients, milliseconds, rate, port, authorization, file.
  public static void main(String[] arguments) throws IOException {
    Task task =
        new Task(
            Manner.valueOf(arguments[0]),
            arguments[1],
            Integer.parseInt(arguments[2]),
            Duration.ofMillis(Long.parseLong(arguments[3])),
            Integer.parseInt(arguments[4]));
    CrowdClient.Way way = new CrowdClient.Way(Integer.parseInt(arguments[5]), arguments[6]);
    Crowd crowd = new Crowd(task, way);
    crowd.run();
    Files.write(Path.of(arguments[7]), crowd.told);
    crowd.print();
  }

  private void run() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < task.count(); i++) {
        int client = i;
        threads.execute(() -> behave(client));
      }
    }
  }

  private void behave(int client) {
    // A backlog is no longer than a thousand, and who is not let in tries again after a second.
    CLOCK.parkUntil(began + client * Duration.ofSeconds(1).toNanos() / OPENED_A_SECOND);
    try {
      switch (task.manner()) {
        case IDLE -> idle(client);
        case SLOW_HEADS -> drip(way.head(""), "X-Drip: 1\r\n");
        case SLOW_BODIES -> drip(way.head("Content-Length: 1000\r\n") + "\r\n", "1");
        case SLOW_READERS -> readSlowly();
        case PIPELINED -> pipeline(client);
        case FLOOD -> flood(client);
      }
    } catch (IOException e) {
      count("broken");
    }
  }

  // ---- manners

  private void idle(int client) throws IOException {
    try (CrowdClient connection = way.connect()) {
      count("opened");
      post(connection, client, task.name() + "-" + client + "-first");
      pass(end);
      post(connection, client, task.name() + "-" + client + "-second");
    }
  }

  /// Sends the beginning, then the rest for ever in small parts, and counts what it is answered.
  private void drip(String beginning, String part) throws IOException {
    try (CrowdClient connection = way.connect()) {
      count("opened");
      long opened = CLOCK.nanos();
      try {
        connection.send(beginning);
        while (CLOCK.nanos() < end && !connection.hasMore()) {
          pass(CLOCK.nanos() + DRIP_EVERY.toNanos());
          connection.send(part);
        }
        if (connection.hasMore()) {
          count("answered " + connection.read());
        }
      } catch (IOException e) {
        // It was cut off without a word.
      }
      if (CLOCK.nanos() < end) {
        count("closed");
        closedNanos.add(CLOCK.nanos() - opened);
      }
    }
  }

  private void readSlowly() throws IOException {
    String many = way.get("/v2/events").repeat(100);
    try (CrowdClient connection = way.connectNarrow()) {
      count("opened");
      long opened = CLOCK.nanos();
      try {
        while (CLOCK.nanos() < end) {
          connection.send(many);
          connection.readByte();
        }
      } catch (IOException e) {
        count("closed");
        closedNanos.add(CLOCK.nanos() - opened);
      }
    }
  }

  private void pipeline(int client) throws IOException {
    try (CrowdClient connection = way.connect()) {
      count("opened");
      StringBuilder all = new StringBuilder();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < PIPELINED; i++) {
        String name = task.name() + "-" + client + "-" + i;
        names.add(name);
        all.append(i == PIPELINED / 2 ? way.post("{") : batch(client, name));
      }
      connection.send(all.toString());
      for (int i = 0; i < PIPELINED; i++) {
        int status = connection.read();
        boolean isMiddle = i == PIPELINED / 2;
        count(status == (isMiddle ? 400 : 202) ? "in order" : "out of order");
        if (!isMiddle) {
          told.add((status == 202 ? TAKEN : UNKNOWN) + names.get(i));
        }
      }
    }
  }

  private void flood(int client) throws IOException {
    CrowdClient connection = way.connect();
    count("opened");
    long gap = task.rate() == 0 ? 0 : Duration.ofSeconds(1).toNanos() / task.rate();
    while (CLOCK.nanos() < end) {
      long slot = slots.getAndIncrement();
      long due = gap == 0 ? CLOCK.nanos() : began + slot * gap;
      if (CLOCK.nanos() - due > LATE.toNanos()) {
        count("not sent");
        continue;
      }
      pass(due);
      if (!connection.isOpen()) {
        connection = way.connect();
      }
      post(connection, client, task.name() + "-" + slot);
    }
    connection.close();
  }

  // ---- batches

  private void post(CrowdClient connection, int client, String name) {
    String batch = batch(client, name);
    long sent = CLOCK.nanos();
    int status = 0;
    try {
      connection.send(batch);
      status = connection.read();
    } catch (IOException e) {
      connection.close();
    }
    told.add((status == 202 ? TAKEN : UNKNOWN) + name);
    count("sent");
    count("answered " + status);
    if (status != 0) {
      (status == 202 ? takenNanos : refusedNanos).add(CLOCK.nanos() - sent);
    }
  }

  private String batch(int client, String name) {
    return way.post(Load.body(client, name, List.of(name)));
  }

  private static void pass(long until) {
    while (CLOCK.nanos() < until) {
      CLOCK.parkUntil(until);
    }
  }

  // ---- figures

  private void count(String what) {
    figures.computeIfAbsent(what, ignored -> new LongAdder()).increment();
  }

  private void print() {
    figures.forEach((what, count) -> System.out.println(what + "=" + count));
    print("taken", takenNanos);
    print("refused", refusedNanos);
    print("closed", closedNanos);
  }

  private static void print(String what, Queue<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      System.out.println(what + " p50 µs=" + sorted.get(sorted.size() / 2) / 1_000);
      System.out.println(what + " p99 µs=" + sorted.get((int) (sorted.size() * 0.99)) / 1_000);
      System.out.println(what + " max µs=" + sorted.getLast() / 1_000);
    }
  }
}
