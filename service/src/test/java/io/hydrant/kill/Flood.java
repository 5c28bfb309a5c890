package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;

/// Batches at a rate, whether or not those before were answered, or as fast as the answers come.
///
/// One thread, which shares the machine with what it measures: it must cost little, and wait for
/// nobody, so all connections are open before the first batch is sent. A time is from the write of
/// a request to the moment at which its answer was seen, for which is looked between few writes.
/// How late requests were written by their schedule, and how long nobody had looked when an answer
/// was seen, are figures of their own, and the generator's fault.
final class Flood {
  private static final Clock CLOCK = Clock.system();
  private static final Duration LATE = Duration.ofSeconds(1);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);
  private static final int ANSWER_BYTES_MAX = 2_048;

  /// A service that is asked to accept more than it can waits a second before it hears of the rest.
  private static final int OPENED_A_SECOND = 1_000;

  /// Requests written before answers are looked for.
  private static final int WRITTEN_AT_ONCE = 8;

  /// All connections have come once by then, a flood has become a load.
  static final Duration ONSET = Duration.ofSeconds(5);

  private static final String NUMBER = "0123456789";
  private static final String RETRY_AFTER = "Retry-After: ";
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final Crowd.Task task;
  private final CrowdClient.Way way;
  private final Figures figures;
  private final Writer told;
  private final Selector selector;

  /// Each in its turn: a connection that is never chosen would be closed for its idleness while it
  /// is written on.
  private final Queue<Connection> idle = new ArrayDeque<>();

  private final PriorityQueue<Connection> resting =
      new PriorityQueue<>(Comparator.comparingLong(connection -> connection.restsUntil));
  private int opened;
  private long began;
  private long end;
  private long lookedNanos;
  private long unlookedNanos;
  private int underway;
  private long slots;

  private Flood(Crowd.Task task, CrowdClient.Way way, Figures figures, Writer told)
      throws IOException {
    this.task = task;
    this.way = way;
    this.figures = figures;
    this.told = told;
    this.selector = Selector.open();
  }

  /// Sends all of them, and waits for the answers.
  static void run(Crowd.Task task, CrowdClient.Way way, Figures figures, Writer told)
      throws IOException {
    Flood flood = new Flood(task, way, figures, told);
    flood.run();
    flood.selector.close();
  }

  /// One of them, and the one request that is on its way over it. All its batches are of one
  /// device.
  private static final class Connection {
    final SocketChannel channel;
    final String name;
    final byte[] request;
    final int[] numbers;
    final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    String number = NUMBER;
    long sentNanos;
    long restsUntil;
    boolean isUnderway;

    Connection(CrowdClient.Way way, String name, int client) throws IOException {
      this.name = name;
      String text = way.post(Load.body(client, name + NUMBER, List.of(name + NUMBER)));
      request = text.getBytes(StandardCharsets.ISO_8859_1);
      int first = text.indexOf(NUMBER);
      numbers = new int[] {first, text.indexOf(NUMBER, first + 1)};
      InetAddress here = InetAddress.getLoopbackAddress();
      channel = SocketChannel.open(new InetSocketAddress(here, way.port()));
      channel.socket().setTcpNoDelay(true);
      channel.configureBlocking(false);
    }

    /// The system takes a request in one piece: none other is on its way.
    void send(long slot) throws IOException {
      number = String.format(Locale.ROOT, "%010d", slot);
      for (int at : numbers) {
        System.arraycopy(number.getBytes(StandardCharsets.ISO_8859_1), 0, request, at, 10);
      }
      answer.clear();
      isUnderway = true;
      sentNanos = CLOCK.nanos();
      ByteBuffer out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /// The status of the answer once it is whole; 0 before, and -1 when there will be none.
    int read() throws IOException {
      if (channel.read(answer) < 0) {
        return -1;
      }
      String text = text();
      int body = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
      if (body < END_OF_HEAD.length()) {
        return 0;
      }
      return text.length() < body + length(text) ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    boolean isLast() {
      return text().toLowerCase(Locale.ROOT).contains("connection: close");
    }

    private static int length(String answer) {
      return number(answer, CrowdClient.LENGTH);
    }

    long retryAfterNanos() {
      return Duration.ofSeconds(number(text(), RETRY_AFTER)).toNanos();
    }

    private static int number(String answer, String header) {
      int at = answer.indexOf(header) + header.length();
      return Integer.parseInt(answer.substring(at, answer.indexOf('\r', at)));
    }

    private String text() {
      return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    }
  }

  private void openAll() throws IOException {
    long from = CLOCK.nanos();
    for (int i = 0; i < task.count(); i++) {
      idle.add(open());
      CLOCK.parkUntil(from + i * Duration.ofSeconds(1).toNanos() / OPENED_A_SECOND);
    }
  }

  private void run() throws IOException {
    openAll();
    began = CLOCK.nanos();
    end = began + task.span().toNanos();
    long now = began;
    lookedNanos = began;
    while (now < end || (underway > 0 && now < end + LAST_ANSWERS.toNanos())) {
      boolean isBehind = now < end && send(now);
      unlookedNanos = CLOCK.nanos() - lookedNanos;
      if (isBehind) {
        selector.selectNow();
      } else {
        selector.select(1);
      }
      now = CLOCK.nanos();
      lookedNanos = now;
      for (SelectionKey key : selector.selectedKeys()) {
        read((Connection) key.attachment(), now);
      }
      selector.selectedKeys().clear();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    for (int i = 0; i < underway; i++) {
      figures.count("answered 0");
    }
  }

  /// Some of those that are due; whether more are.
  private boolean send(long now) throws IOException {
    while (!resting.isEmpty() && resting.peek().restsUntil <= now) {
      idle.add(resting.remove());
    }
    for (int i = 0; task.rate() == 0 || due(slots) <= now; i++) {
      if (i == WRITTEN_AT_ONCE) {
        return true;
      }
      Connection free = idle.isEmpty() && opened < task.count() ? open() : idle.poll();
      if (free == null) {
        forgo(now);
        return false;
      }
      long slot = slots++;
      if (task.rate() > 0) {
        figures.time("late", now - due(slot));
      }
      figures.count("sent");
      underway++;
      try {
        free.send(slot);
      } catch (IOException e) {
        settle(free, -1, now);
      }
    }
    return false;
  }

  private long due(long slot) {
    return began + slot * Duration.ofSeconds(1).toNanos() / task.rate();
  }

  /// All connections wait for answers: what is due waits, but not for ever.
  private void forgo(long now) {
    while (task.rate() > 0 && due(slots) < now - LATE.toNanos()) {
      slots++;
      figures.count("not sent");
    }
  }

  private Connection open() throws IOException {
    Connection connection = new Connection(way, task.name() + "-", opened++);
    connection.channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  private void read(Connection connection, long now) throws IOException {
    int status = -1;
    try {
      status = connection.read();
    } catch (IOException e) {
      figures.count("broken");
    }
    if (status != 0 && connection.isUnderway) {
      settle(connection, status, now);
    } else if (status != 0) {
      idle.remove(connection);
      resting.remove(connection);
      close(connection);
    }
  }

  private void close(Connection connection) throws IOException {
    connection.channel.close();
    opened--;
  }

  private void settle(Connection connection, int status, long now) throws IOException {
    underway--;
    connection.isUnderway = false;
    figures.count("answered " + Math.max(0, status));
    if (status > 0) {
      String what = status == 202 ? "taken" : "refused";
      figures.time(what, now - connection.sentNanos);
      if (now - began > ONSET.toNanos()) {
        figures.time(what + " later", now - connection.sentNanos);
      }
      figures.time("unlooked", unlookedNanos);
    }
    told.append(status == 202 ? Crowd.TAKEN : Crowd.UNKNOWN)
        .append(connection.name)
        .append(connection.number)
        .append('\n');
    if (status < 0 || connection.isLast()) {
      close(connection);
    } else if (status == 503 && task.manner() == Crowd.Manner.FLOOD) {
      connection.restsUntil = now + connection.retryAfterNanos();
      resting.add(connection);
    } else {
      idle.add(connection);
    }
  }
}
