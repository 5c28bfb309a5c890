package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
    /// answers come. Who is told when to come again does not come earlier.
    FLOOD,
    /// Likewise, and whoever is told when to come again comes at once.
    STUBBORN
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

  /// Those who send whole batches come slowly: they are to be many, and not too fast.
  private static final int SENDING_A_SECOND = 250;

  private static final Duration COME_AGAIN = Duration.ofSeconds(2);
  private static final Duration DRIP_EVERY = Duration.ofSeconds(3);
  private static final Clock CLOCK = Clock.system();

  private final Task task;
  private final CrowdClient.Way way;
  private final long began = CLOCK.nanos();
  private final long end;
  private final Figures figures;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  private Crowd(Task task, CrowdClient.Way way, Figures figures) {
    this.task = task;
    this.way = way;
    this.figures = figures;
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
    Figures figures = new Figures();
    Path file = Path.of(arguments[7]);
    if (task.manner() == Manner.FLOOD || task.manner() == Manner.STUBBORN) {
      try (Writer told = Files.newBufferedWriter(file)) {
        Flood.run(task, way, figures, told);
      }
    } else {
      Crowd crowd = new Crowd(task, way, figures);
      crowd.run();
      Files.write(file, crowd.told);
    }
    figures.print(System.out);
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
    int aSecond = task.manner() == Manner.IDLE ? SENDING_A_SECOND : OPENED_A_SECOND;
    pass(began + client * Duration.ofSeconds(1).toNanos() / aSecond);
    try {
      switch (task.manner()) {
        case IDLE -> idle(client);
        case SLOW_HEADS -> drip(way.head(""), "X-Drip: 1\r\n");
        case SLOW_BODIES -> drip(way.head("Content-Length: 1000\r\n") + "\r\n", "1");
        case SLOW_READERS -> readSlowly();
        case PIPELINED -> pipeline(client);
        case FLOOD, STUBBORN -> throw new IllegalStateException("a flood is one thread's");
      }
    } catch (IOException e) {
      figures.count("broken");
    }
  }

  // ---- manners

  private void idle(int client) throws IOException {
    try (CrowdClient connection = way.connect()) {
      figures.count("opened");
      post(connection, client, task.name() + "-" + client + "-first");
      pass(CLOCK.nanos() + task.span().toNanos());
      post(connection, client, task.name() + "-" + client + "-second");
    }
  }

  /// Sends the beginning, then the rest for ever in small parts, and counts what it is answered.
  private void drip(String beginning, String part) throws IOException {
    try (CrowdClient connection = way.connect()) {
      figures.count("opened");
      long opened = CLOCK.nanos();
      try {
        connection.send(beginning);
        while (CLOCK.nanos() < end && !connection.hasMore()) {
          pass(CLOCK.nanos() + DRIP_EVERY.toNanos());
          connection.send(part);
        }
        if (connection.hasMore()) {
          figures.count("answered " + connection.read());
        }
      } catch (IOException e) {
        // It was cut off without a word.
      }
      if (CLOCK.nanos() < end) {
        figures.count("closed");
        figures.time("closed", CLOCK.nanos() - opened);
      }
    }
  }

  private void readSlowly() throws IOException {
    String many = way.get("/v2/events").repeat(100);
    try (CrowdClient connection = way.connectNarrow()) {
      figures.count("opened");
      long opened = CLOCK.nanos();
      try {
        while (CLOCK.nanos() < end) {
          connection.send(many);
          connection.readByte();
        }
      } catch (IOException e) {
        figures.count("closed");
        figures.time("closed", CLOCK.nanos() - opened);
      }
    }
  }

  private void pipeline(int client) throws IOException {
    try (CrowdClient connection = way.connect()) {
      figures.count("opened");
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
        // A crowd may be turned back in part, each in its place; it says so by 503 alone.
        boolean isExpected = status == (isMiddle ? 400 : 202);
        figures.count(isExpected ? "in order" : status == 503 ? "turned back" : "out of order");
        if (!isMiddle) {
          told.add((status == 202 ? TAKEN : UNKNOWN) + names.get(i));
        }
      }
    }
  }

  // ---- batches

  private void post(CrowdClient connection, int client, String name) {
    int status = 0;
    try {
      connection.send(batch(client, name));
      status = connection.read();
      while (status == 503) {
        figures.count("answered 503");
        pass(CLOCK.nanos() + COME_AGAIN.toNanos());
        connection.send(batch(client, name));
        status = connection.read();
      }
    } catch (IOException e) {
      connection.close();
    }
    told.add((status == 202 ? TAKEN : UNKNOWN) + name);
    figures.count("answered " + status);
  }

  private String batch(int client, String name) {
    return way.post(Load.body(client, name, List.of(name)));
  }

  private static void pass(long until) {
    while (CLOCK.nanos() < until) {
      CLOCK.parkUntil(until);
    }
  }
}
