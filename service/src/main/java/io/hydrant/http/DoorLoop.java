package io.hydrant.http;

import io.hydrant.platform.Clock;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a door that lives on one event loop: its connections, their deadlines, their
/// requests. Requests of one connection are answered one after the other, however many a client
/// sends ahead, so nothing piles up behind one that does not read.
///
/// Slow clients are bounded by deadlines, not by a rate: a connection has until a fixed time to
/// bring a whole head, and then a whole body, whatever it sends meanwhile.
final class DoorLoop extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(DoorLoop.class);

  /// Deadlines are looked at so often; 10,000 connections take less than a millisecond.
  private static final long SWEEP_MILLIS = 100;

  /// What a closing connection gets to read its answer.
  private static final Duration LINGER = Duration.ofSeconds(2);

  /// What Vert.x calls the handler that reads requests.
  private static final String DECODER = "httpDecoder";

  /// Work of a lap that others wait for; more only where reading took longer, so that however many
  /// are refused, a third of the time is for what was taken.
  private static final long WORK_NANOS = Duration.ofMillis(2).toNanos();

  private static final int STATUS_SUCCESSFUL_END = 400;
  private static final Set<Integer> COME_AGAIN = Set.of(429, 503);

  private final Door door;
  private final HttpServerOptions options;
  private final SocketAddress address;
  private final Clock clock;
  private final Map<HttpConnection, Peer> peers = new HashMap<>();
  private final Inflation inflation = new Inflation();
  private @Nullable HttpServer server;
  private @Nullable Thread thread;
  private volatile boolean closing;
  private final Deque<Runnable> works = new ArrayDeque<>();
  private boolean goesOn;
  private boolean inLap;
  private long lapNanos;
  private long readNanos;

  DoorLoop(Door door, HttpServerOptions options, SocketAddress address, Clock clock) {
    this.door = door;
    this.options = options;
    this.address = address;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    thread = Thread.currentThread();
    vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    HttpServer created =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .requestHandler(this::requested)
            .invalidRequestHandler(this::invalid)
            // What it says of itself may quote a header, and so a secret.
            .exceptionHandler(
                cause -> LOG.debug("connection failed: {}", cause.getClass().getSimpleName()));
    server = created;
    return created.listen(address).onSuccess(listening -> door.listensOn(listening.actualPort()));
  }

  // ---- connections

  private void connected(HttpConnection connection) {
    if (closing || !door.connections().take(1)) {
      door.traffic().countTurnedAway();
      connection.close();
      return;
    }
    Peer peer = new Peer(connection, after(door.limits().headWithin()));
    beStrict(connection, peer);
    peers.put(connection, peer);
    connection.closeHandler(closed -> {
      peers.remove(connection);
      door.connections().giveBack(1);
      peer.closed();
    });
  }

  private void beStrict(HttpConnection connection, Peer peer) {
    if (connection instanceof HttpServerConnection internal) {
      StrictDecoder strict = new StrictDecoder(options.getHttp1Config(), peer::broken);
      internal.channelHandlerContext().pipeline().replace(DECODER, DECODER, strict);
    }
  }

  private void sweep() {
    long now = clock.nanos();
    for (Peer peer : List.copyOf(peers.values())) {
      if (peer.isLate(now)) {
        if (!peer.isClosing()) {
          door.traffic().countCutOff();
        }
        peer.cutOff();
      }
    }
  }

  private long after(Duration delay) {
    return clock.nanos() + delay.toNanos();
  }

  // ---- requests

  private void requested(HttpServerRequest request) {
    Exchange exchange = begin(request);
    if (exchange == null) {
      return;
    }
    String problem = Framing.problem(request);
    if (problem != null) {
      exchange.refuse(Reply.error(400, problem));
      return;
    }
    guard(exchange, () -> door.endpoint().handle(exchange));
  }

  private void invalid(HttpServerRequest request) {
    Exchange exchange = begin(request);
    if (exchange != null) {
      exchange.refuse(reply(request.decoderResult().cause()));
    }
  }

  private static Reply reply(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Reply.error(414, "The request line is longer than is taken.");
    }
    return cause instanceof TooLongFrameException
        ? Reply.error(431, "The headers are larger than is taken.")
        : Reply.error(400, "This is not a request as HTTP says.");
  }

  private @Nullable Exchange begin(HttpServerRequest request) {
    Peer peer = peers.get(request.connection());
    if (peer == null || peer.isClosing()) {
      return null;
    }
    lapNanos();
    Exchange exchange = new Exchange(this, peer, request, door.nextRequestId());
    peer.begins(exchange, after(door.limits().bodyWithin()));
    return exchange;
  }

  /// Runs what an endpoint does; what it throws is answered 500.
  private void guard(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} failed", exchange.id(), e);
      exchange.answer(Reply.error(500, "Hydrant failed; its log has this request's id."));
    }
  }

  /// The body is in: now it is Hydrant's turn.
  void awaitAnswer(Peer peer) {
    peer.deadline(after(door.limits().answerWithin()));
  }

  /// A part of an answer was written: it must be read before the next.
  void awaitReading(Peer peer) {
    peer.deadline(after(door.limits().idleFor()));
  }

  /// An answer was written: the next head may come. After an error it must come soon, so that who
  /// has no key can't hold connections for long; who was told to come again has one.
  void answered(Peer peer, int status, boolean lingers) {
    DoorLimits limits = door.limits();
    boolean isWelcome = status < STATUS_SUCCESSFUL_END || COME_AGAIN.contains(status);
    Duration next = isWelcome ? limits.idleFor() : limits.headWithin();
    peer.deadline(after(lingers ? LINGER : next));
    if (lingers) {
      peer.lastAnswer();
    }
  }

  // ---- what an exchange needs

  /// When this lap began: all that the system has is read one connection after the other, and then
  /// what waits for the loop is done. What is read now lay there since then at the latest.
  long lapNanos() {
    if (!inLap) {
      inLap = true;
      lapNanos = clock.nanos();
      context.runOnContext(ignored -> {
        inLap = false;
        readNanos = clock.nanos() - lapNanos;
      });
    }
    return lapNanos;
  }

  /// Makes something of a body, in the share that such work has of a lap.
  void work(Exchange exchange, Runnable work) {
    share(() -> guard(exchange, work));
  }

  /// Does it now, or when this lap has had its share of such work, in the next, after what else
  /// there is to read and to refuse; in the order in which it came. So a short answer never waits
  /// for much work, nor for the answers to all that one write kept.
  private void share(Runnable work) {
    if (works.isEmpty() && clock.nanos() - lapNanos() < WORK_NANOS) {
      work.run();
      return;
    }
    works.add(work);
    goOnInNextLap();
  }

  private void goOn() {
    goesOn = false;
    long until = clock.nanos() + Math.max(WORK_NANOS, readNanos / 2);
    readNanos = 0;
    // None is left where the last of them brought more and this was planned once more for that.
    while (!works.isEmpty() && clock.nanos() < until) {
      // What one throws is logged, and keeps none of the others waiting.
      internal().emit(works.remove(), Runnable::run);
    }
    if (!works.isEmpty()) {
      goOnInNextLap();
    }
  }

  /// After what there is to read has been read; what is merely handed to the loop is done before.
  private void goOnInNextLap() {
    if (!goesOn) {
      goesOn = true;
      ScheduledFuture<?> _ =
          internal().nettyEventLoop().schedule(this::goOn, 0, TimeUnit.NANOSECONDS);
    }
  }

  private ContextInternal internal() {
    return (ContextInternal) context;
  }

  void run(Runnable work) {
    if (Thread.currentThread().equals(thread)) {
      work.run();
    } else {
      context.runOnContext(ignored -> share(work));
    }
  }

  Proxies proxies() {
    return door.proxies();
  }

  Allowance bodyBytes() {
    return door.bodyBytes();
  }

  Inflation inflation() {
    return inflation;
  }

  Traffic traffic() {
    return door.traffic();
  }

  boolean isClosing() {
    return closing;
  }

  /// Has connections from now on see another certificate.
  Future<Boolean> show(ServerSSLOptions tls) {
    HttpServer open = server;
    return open == null ? Future.succeededFuture(false) : open.updateSSLOptions(tls, true);
  }

  /// Stops accepting; requests under way are answered, idle connections are closed.
  Future<Void> shutdown(Duration patience) {
    return Future.future(promise ->
        context.runOnContext(ignored -> {
          closing = true;
          HttpServer open = server;
          (open == null ? Future.<Void>succeededFuture() : open.shutdown(patience))
              .onComplete(promise);
        }));
  }

  @Override
  public Future<?> stop() {
    inflation.close();
    return Future.succeededFuture();
  }
}
