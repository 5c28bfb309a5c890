package io.hydrant.http;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The event loops that all doors of a process share, and where doors are opened.
///
/// Half of the processors are event loops: they parse and select, which is what accepting costs
/// most; the committer, delivery and the collector of garbage need the others.
public final class Doors implements AutoCloseable {
  /// Longest request line. Paths are short here, and queries carry nothing large.
  static final int REQUEST_LINE_BYTES_MAX = 4 * 1024;

  /// All headers of a request. Cookies of an unlucky browser are the largest that come.
  static final int HEADERS_BYTES_MAX = 16 * 1024;

  /// Connections that the system holds until they are accepted: a burst of phones.
  private static final int BACKLOG = 1024;

  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  /// Those that Mozilla's guide calls intermediate.
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final long ID_PREFIXES = 36L * 36 * 36 * 36 * 36;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Clock clock;
  private final Chance chance;
  private final int loops;
  private final AtomicInteger opened = new AtomicInteger();

  private Doors(Vertx vertx, Clock clock, Chance chance, int loops) {
    this.vertx = vertx;
    this.clock = clock;
    this.chance = chance;
    this.loops = loops;
  }

  /// Starts the event loops.
  public static Doors start(Clock clock, Chance chance) {
    return start(clock, chance, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  static Doors start(Clock clock, Chance chance, int loops) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(loops)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    return new Doors(Vertx.vertx(options), clock, chance, loops);
  }

  /// Opens a door.
  ///
  /// @throws IOException when it cannot listen there: the message says where and why
  public Door open(String name, Entrance at, DoorLimits limits, Endpoint endpoint)
      throws IOException {
    Door door = new Door(this, name, at, limits, endpoint);
    HttpServerOptions options = options(at.identity());
    SocketAddress address =
        at.port() == 0
            ? SocketAddress.sharedRandomPort(opened.incrementAndGet(), at.host())
            : SocketAddress.inetSocketAddress(at.port(), at.host());
    List<DoorLoop> all = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      DoorLoop loop = new DoorLoop(door, options, address, clock);
      all.add(loop);
      Throwable failure = await(vertx.deployVerticle(loop, new DeploymentOptions()), PATIENCE);
      if (failure != null) {
        throw new IOException(
            name
                + (": cannot listen on " + at.host() + ":" + at.port() + ": ")
                + failure.getMessage(),
            failure);
      }
    }
    door.opened(all);
    return door;
  }

  private static HttpServerOptions options(@Nullable TlsIdentity identity) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setAcceptBacklog(BACKLOG)
            .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
            .setMaxHeaderSize(HEADERS_BYTES_MAX)
            .setHttp2ClearTextEnabled(false);
    if (identity != null) {
      options.setSsl(true).setKeyCertOptions(identity.options());
      harden(options.getSslOptions());
    }
    return options;
  }

  /// HTTP/1.1 over TLS 1.2 and 1.3, with suites that keep what was said secret even from who gets
  /// the key later.
  private static void harden(ServerSSLOptions tls) {
    tls.setUseAlpn(false).setEnabledSecureTransportProtocols(TLS_VERSIONS);
    CIPHER_SUITES.forEach(tls::addEnabledCipherSuite);
  }

  /// Has all connections from now on see this certificate; those that are open go on.
  void show(List<DoorLoop> all, TlsIdentity identity) throws IOException {
    ServerSSLOptions tls = new ServerSSLOptions().setKeyCertOptions(identity.options());
    harden(tls);
    Throwable failure =
        await(Future.join(all.stream().map(loop -> loop.show(tls)).toList()), PATIENCE);
    if (failure != null) {
      throw new IOException("the new certificate cannot be shown: " + failure.getMessage());
    }
  }

  String idPrefix() {
    String text = Long.toString(chance.below(ID_PREFIXES), 36);
    return "0".repeat(5 - text.length()) + text + "-";
  }

  void shutdown(List<DoorLoop> all, Duration patience) {
    List<Future<Void>> ends = all.stream().map(loop -> loop.shutdown(patience)).toList();
    await(Future.join(ends), patience.plusSeconds(1));
  }

  /// Waits; returns why it failed, or null.
  private static @Nullable Throwable await(Future<?> future, Duration patience) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    future.onComplete(result -> {
      failure.set(result.cause());
      done.countDown();
    });
    try {
      return done.await(patience.toMillis(), TimeUnit.MILLISECONDS)
          ? failure.get()
          : new IOException("timed out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /// Ends the event loops; doors that are still open are closed at once.
  @Override
  public void close() {
    await(vertx.close(), CLOSING_PATIENCE);
  }
}
