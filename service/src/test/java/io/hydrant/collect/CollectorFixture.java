package io.hydrant.collect;

import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.http.Door;
import io.hydrant.http.DoorLimits;
import io.hydrant.http.Doors;
import io.hydrant.http.Entrance;
import io.hydrant.http.Health;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.live.Feed;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Input;
import io.hydrant.settings.Loaded;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.Enrolled;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Store;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/// A collector on a real socket over a real store, without delivery: inputs `a` and `b`, and a
/// connection that `a` feeds.
final class CollectorFixture implements AutoCloseable {
  static final long START_MILLIS = 1_790_000_000_000L;

  final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(START_MILLIS));
  private final DataDirectory directory;
  final Store store;
  final LoadShedder shedder;
  private final Doors doors;
  private final Door door;

  /// @param inputSettings of input `a`, in YAML's flow form: `rate: 5, limits: off`
  CollectorFixture(Path data, String inputSettings, StoreOptions options) throws IOException {
    this(data, inputSettings, options, false);
  }

  /// One that does everything by the virtual clock, and whose store writes when it is told to by
  /// [Store#step].
  static CollectorFixture held(Path data, String inputSettings) throws IOException {
    return new CollectorFixture(data, inputSettings, StoreOptions.UNBOUNDED, true);
  }

  private CollectorFixture(Path data, String inputSettings, StoreOptions options, boolean isHeld)
      throws IOException {
    Clock its = isHeld ? clock : Clock.system();
    Configuration configuration = configuration(data, inputSettings);
    Chance chance = Chance.of(new SplittableRandom(7));
    directory = DataDirectory.lock(data);
    store = Store.open(directory, its, chance, options);
    if (!isHeld) {
      store.start(() -> {});
    }
    Map<String, List<Branches.Branch>> fed = new HashMap<>();
    for (Connection connection : configuration.connections()) {
      Enrolled numbers = enroll(connection, isHeld);
      for (Input input : configuration.inputs()) {
        if (connection.fedBy(input)) {
          Route route =
              new Route(numbers.connection(), numbers.revision(), (Content) connection.content());
          fed.computeIfAbsent(input.name(), name -> new ArrayList<>())
              .add(new Branches.Branch("c", route, false, null, false));
        }
      }
    }
    Branches branches =
        new Branches(
            fed.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, each -> new Branches.Fed(each.getValue(), List.of()))),
            List.of(),
            new Grouper(store.hash(), FirehoseLimits.RECORD_BYTES_MAX),
            store::heldBytes);
    shedder = new LoadShedder(store::quickWriteNanos, its, chance);
    Collector collector =
        new Collector(
            new Health("1.2.3", store::trouble, () -> List.of("x")),
            new Inlets(configuration.inputs(), branches, clock, null),
            store,
            new Inbound(new Feed(store.hash(), clock)),
            List.of(Events.site(store, clock)),
            shedder);
    doors = Doors.start(its, chance);
    door =
        doors.open("collector", Entrance.plain("127.0.0.1", 0), DoorLimits.collector(), collector);
  }

  private static Configuration configuration(Path data, String inputSettings) {
    String comma = inputSettings.isEmpty() ? "" : ", ";
    String yaml =
        """
        inputs:
          - { name: a, key: key-a, secret: "se:cr\u00e9t"%s%s }
          - { name: b, key: key-b, secret: other }
        connections:
          - { name: out, type: event, inputs: [a], deliveryStreamName: s }
        """
            .formatted(comma, inputSettings);
    return switch (ConfigurationFile.parse(yaml, "test.yaml", data, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private Enrolled enroll(Connection connection, boolean isHeld) {
    LinkedBlockingQueue<Map<String, Enrolled>> answer = new LinkedBlockingQueue<>();
    store.enroll(
        Map.of(connection.name(), ContentText.write((Content) connection.content())), answer::add);
    if (isHeld) {
      store.step();
    }
    try {
      return Objects.requireNonNull(answer.take().get(connection.name()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return door.port();
  }

  LedgerLine ledger() {
    return store.ledger().getFirst();
  }

  static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /// Header lines of a request that is right.
  static String right() {
    return "Authorization: " + basic("key-a:se:cr\u00e9t") + "\r\n";
  }

  /// A whole request.
  ///
  /// @param start `POST /v2/events`
  /// @param headers each ended by CRLF
  static byte[] request(String start, String headers, byte[] body) {
    byte[] head =
        (start
                + " HTTP/1.1\r\nHost: h\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  Answered send(String start, String headers, byte[] body) throws IOException {
    try (RawClient client = new RawClient(port())) {
      return client.send(request(start, headers, body)).read();
    }
  }

  Answered send(String start, String headers, String body) throws IOException {
    return send(start, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /// A right request to `path`.
  Answered post(String path, String body) throws IOException {
    return send("POST " + path, right(), body);
  }

  @Override
  public void close() throws IOException {
    doors.close();
    store.close();
    directory.close();
  }
}
