package io.hydrant.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A port where HTTP/1.1 is spoken, within limits. Safe for many threads.
public final class Door {
  private static final int ID_RADIX = 36;

  private final String name;
  private final DoorLimits limits;
  private final Endpoint endpoint;
  private final Doors doors;
  private final String idPrefix;
  private final AtomicLong requests = new AtomicLong();
  private final Allowance connections;
  private final Allowance bodyBytes;
  private final Traffic traffic;
  private volatile int port;
  private volatile List<DoorLoop> loops = List.of();

  Door(Doors doors, String name, DoorLimits limits, Endpoint endpoint) {
    this.doors = doors;
    this.name = name;
    this.limits = limits;
    this.endpoint = endpoint;
    this.idPrefix = doors.idPrefix();
    this.connections = new Allowance(limits.connectionsMax());
    this.bodyBytes = new Allowance(limits.bodyBytesMax());
    this.traffic = new Traffic(connections, bodyBytes);
  }

  /// What it is called in metrics.
  public String name() {
    return name;
  }

  /// The port it listens on.
  public int port() {
    return port;
  }

  /// What went through it.
  public Traffic traffic() {
    return traffic;
  }

  /// Stops accepting, closes idle connections and waits for the answers to requests under way.
  ///
  /// @param patience how long, at most
  public void close(Duration patience) {
    doors.shutdown(loops, patience);
  }

  // ---- for its loops

  void opened(List<DoorLoop> all) {
    loops = List.copyOf(all);
  }

  void listensOn(int actualPort) {
    port = actualPort;
  }

  DoorLimits limits() {
    return limits;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Allowance connections() {
    return connections;
  }

  Allowance bodyBytes() {
    return bodyBytes;
  }

  /// Unique over restarts: chance says what this process's ids begin with.
  String nextRequestId() {
    return idPrefix + Long.toString(requests.incrementAndGet(), ID_RADIX);
  }
}
