package io.hydrant.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A port where HTTP/1.1 is spoken, within limits. Safe for many threads.
public final class Door {
  private static final int ID_RADIX = 36;

  private final String name;
  private final DoorLimits limits;
  private final Endpoint endpoint;
  private final Doors doors;
  private final Proxies proxies;
  private final String idPrefix;
  private final AtomicLong requests = new AtomicLong();
  private final Allowance connections;
  private final Allowance bodyBytes;
  private final Traffic traffic;
  private volatile @Nullable TlsIdentity identity;
  private volatile int port;
  private volatile List<DoorLoop> loops = List.of();

  Door(Doors doors, String name, Entrance at, DoorLimits limits, Endpoint endpoint) {
    this.doors = doors;
    this.name = name;
    this.identity = at.identity();
    this.proxies = at.proxies();
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

  /// With what it speaks TLS; null when it does not.
  public @Nullable TlsIdentity identity() {
    return identity;
  }

  /// Shows another certificate from now on, if it is another; no connection is disturbed.
  ///
  /// @throws IOException when it cannot: the one before goes on being shown
  public void show(TlsIdentity next) throws IOException {
    if (!next.equals(identity)) {
      doors.show(loops, next);
      identity = next;
    }
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

  Proxies proxies() {
    return proxies;
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
