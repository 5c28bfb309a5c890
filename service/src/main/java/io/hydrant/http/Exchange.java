package io.hydrant.http;

import io.hydrant.http.Reply.Header;
import io.hydrant.model.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer. All but [#answer] is its event loop's alone.
///
/// A request that is answered before its body was read whole costs its connection: the answer is
/// sent, what still comes is thrown away for a moment so that the client gets to read the answer,
/// and then it is closed.
public final class Exchange {
  /// The header with the id of a request.
  public static final String REQUEST_ID = "X-Hydrant-Request-Id";

  private static final Logger LOG = LoggerFactory.getLogger("io.hydrant.http.access");
  private static final int FIRST_BYTES = 16 * 1024;

  /// What is read and thrown away after an early answer.
  private static final int DISCARDED_BYTES_MAX = 512 * 1024;

  /// A compressed body may be so much larger than what it decompresses to: deflate adds 5 bytes to
  /// each 16 KB it can't shrink, gzip 18 bytes and a name.
  private static final int CODING_OVERHEAD_BYTES = 4 * 1024;

  /// What is read and thrown away of a body that is too large, where somebody wants its beginning.
  private static final int SPOILT_BYTES_MAX = 8 * 1024 * 1024;

  private static final int RETRY_AFTER_SECONDS = 1;

  private final DoorLoop loop;
  private final Peer peer;
  private final HttpServerRequest request;
  private final String id;
  private List<Header> standing = List.of();
  private Consumer<Reply> onAnswer = reply -> {};
  private final BodyBytes bytes;
  private @Nullable Gate gate;
  private Gate.@Nullable Stay stay;
  private @Nullable Spoilt spoilt;
  private @Nullable Reply whySpoilt;
  private int beginningBytes;
  private boolean reading;
  private boolean ended;
  private boolean answered;
  private boolean closing;
  private boolean broken;

  Exchange(DoorLoop loop, Peer peer, HttpServerRequest request, String id) {
    this.loop = loop;
    this.peer = peer;
    this.request = request;
    this.id = id;
    this.bytes = new BodyBytes(loop.bodyBytes());
  }

  /// Stands in the answer and in the log.
  public String id() {
    return id;
  }

  public String method() {
    return request.method().name();
  }

  /// Without the query.
  public String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /// What follows the path, without its question mark and not decoded; null when nothing does.
  public @Nullable String query() {
    return request.query();
  }

  /// The first header of this name, or null.
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  /// Where the request comes from: an address; that of who asked a proxy, if the proxy is trusted.
  public String client() {
    SocketAddress peer = request.remoteAddress();
    return loop.proxies().client(address(peer), request.headers().getAll("X-Forwarded-For"));
  }

  /// Whether nobody on the way can read it: it came by TLS, to here or to a trusted proxy.
  public boolean isSecure() {
    return request.isSSL()
        || loop.proxies()
            .isSecure(
                address(request.remoteAddress()), request.headers().getAll("X-Forwarded-Proto"));
  }

  private static String address(@Nullable SocketAddress peer) {
    String address = peer == null ? null : peer.hostAddress();
    return address == null ? "" : address;
  }

  /// Headers of every answer from now on, whoever gives it.
  public void accompany(List<Header> headers) {
    standing = List.copyOf(headers);
  }

  /// Has a gate decide, once the body is in, whether anything is made of it.
  public void passes(Gate by) {
    gate = by;
  }

  /// Likewise, and where the body is too large or cannot be decoded, hands on its beginning once
  /// all of it came, in place of answering 413, 415 or 400.
  public void read(int bytesMax, Consumer<Bytes> then, Spoilt otherwise) {
    spoilt = otherwise;
    read(bytesMax, then);
  }

  /// Reads and decodes the body, and hands it on; or answers 415, 413, 400 or 503 itself.
  ///
  /// @param bytesMax of the decoded body
  /// @param then given the body, which starts at index 0 of an array of its own; not called when it
  ///   was answered here, or when the client went away
  public void read(int bytesMax, Consumer<Bytes> then) {
    Coding coding = Coding.of(header("Content-Encoding"));
    if (coding == null || request.headers().getAll("Content-Encoding").size() > 1) {
      answer(
          Reply.error(415, "This Content-Encoding is not known; gzip and deflate are.")
              .with("Accept-Encoding", "gzip, deflate"));
      return;
    }
    int rawMax =
        coding == Coding.IDENTITY ? bytesMax : bytesMax + bytesMax / 1024 + CODING_OVERHEAD_BYTES;
    long announced = Framing.announcedLength(request);
    if (announced > rawMax && spoilt == null) {
      answer(tooLarge(bytesMax));
      return;
    }
    reading = true;
    request.exceptionHandler(cause -> peer.close());
    request.handler(part -> add(part, rawMax, bytesMax));
    request.endHandler(end -> finish(coding, bytesMax, then));
    if (Framing.expectsContinue(request)) {
      request.response().writeContinue();
    }
    if (!bytes.makeRoom((int) Math.min(Math.max(announced, 0), FIRST_BYTES))) {
      answer(tooMany());
    }
  }

  private void add(Buffer part, int rawMax, int bytesMax) {
    if (answered || whySpoilt != null) {
      discard(part);
      return;
    }
    if (bytes.length() + part.length() > rawMax) {
      spoil(tooLarge(bytesMax));
    } else if (!bytes.add(part, rawMax)) {
      answer(tooMany());
    }
  }

  private void spoil(Reply why) {
    if (spoilt == null) {
      answer(why);
    } else {
      whySpoilt = why;
      beginningBytes = bytes.length();
    }
  }

  /// All bodies together are too large.
  private static Reply tooMany() {
    return Reply.error(503, "Too many requests are being read; try again.")
        .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
  }

  private void finish(Coding coding, int bytesMax, Consumer<Bytes> then) {
    ended = true;
    if (answered) {
      closeIfClosing();
      return;
    }
    loop.awaitAnswer(peer);
    if (!isTurnedBack()) {
      loop.work(this, () -> hand(coding, bytesMax, then));
    }
  }

  private void hand(Coding coding, int bytesMax, Consumer<Bytes> then) {
    if (answered) {
      return;
    }
    Bytes body = whySpoilt == null ? decoded(coding, bytesMax) : null;
    byte[] read = bytes.take();
    Reply why = whySpoilt;
    Spoilt taker = spoilt;
    if (body != null) {
      then.accept(body);
    } else if (why != null && taker != null) {
      taker.take(Bytes.of(read, 0, beginningBytes), why);
    }
  }

  private boolean isTurnedBack() {
    switch (gate == null ? null : gate.enter(loop.lapNanos())) {
      case null -> {}
      case Gate.Stay admitted -> stay = admitted;
      case Gate.TurnedBack(Reply reply) -> answer(reply);
    }
    return answered;
  }

  private @Nullable Bytes decoded(Coding coding, int bytesMax) {
    return coding == Coding.IDENTITY ? bytes.view() : inflate(coding, bytesMax);
  }

  private @Nullable Bytes inflate(Coding coding, int bytesMax) {
    try {
      Bytes body = loop.inflation().inflate(coding, bytes.raw(), bytes.length(), bytesMax);
      if (bytes.hold(body.length())) {
        return body;
      }
      answer(tooMany());
      return null;
    } catch (Inflation.Refused e) {
      spoil(
          e.status() == 413
              ? tooLarge(bytesMax)
              : Reply.error(e.status(), String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static Reply tooLarge(int bytesMax) {
    return Reply.error(413, "The body is larger than " + bytesMax + " bytes, decompressed.");
  }

  /// The chunks of the body are none: nobody knows where a next request would begin.
  void broken() {
    broken = true;
    refuse(Reply.error(400, "The body is not framed as HTTP says."));
  }

  private void discard(Buffer part) {
    bytes.skip(part.length());
    if (bytes.length() > (whySpoilt == null ? DISCARDED_BYTES_MAX : SPOILT_BYTES_MAX)) {
      peer.close();
    }
  }

  /// Has somebody told of the answer, whoever gives it; of one more who is, this one alone.
  public void whenAnswered(Consumer<Reply> listener) {
    onAnswer = listener;
  }

  /// Answers. From any thread; only the first answer counts.
  public void answer(Reply reply) {
    loop.run(() -> write(reply));
  }

  /// Answers with a body that goes on for as long as both sides want it to. From any thread.
  ///
  /// @param head whose body is empty
  public Stream stream(Reply head) {
    Stream stream = new Stream(loop, peer, request);
    loop.run(() -> begin(head, stream));
    return stream;
  }

  private void begin(Reply head, Stream stream) {
    if (answered || request.response().closed()) {
      stream.gone();
      return;
    }
    settle(head);
    head(request.response().setChunked(true), head);
    loop.awaitReading(peer);
  }

  /// Answers a request that is no HTTP, and closes the connection.
  void refuse(Reply reply) {
    closing = true;
    write(reply);
  }

  /// The body did not come in time, or Hydrant had no answer in time: what it does with the request
  /// may come to something yet, and who sends again is deduplicated.
  void cutOff() {
    refuse(
        ended || !Framing.hasBody(request)
            ? Reply.error(503, "There was no answer in time; send it again.")
                .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS))
            : Reply.error(408, "The body did not come in time."));
  }

  boolean isAnswered() {
    return answered;
  }

  private void write(Reply reply) {
    if (answered) {
      return;
    }
    settle(reply);
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    boolean unread = Framing.hasBody(request) && !ended;
    closing |= unread || loop.isClosing();
    LOG.debug("{} {} {} bytes", id, reply.status(), bytes.length());
    onAnswer.accept(reply);
    head(response, reply);
    peer.writes();
    response
        .end(Buffer.buffer(reply.body().toArray()))
        .onComplete(done -> {
          peer.written();
          closeIfClosing();
        });
    if (unread) {
      throwAwayTheRest();
    } else {
      peer.ends(this);
    }
    loop.answered(peer, reply.status(), closing);
  }

  private void settle(Reply reply) {
    answered = true;
    bytes.release();
    loop.traffic().countAnswered(reply.status());
    if (stay != null) {
      stay.answered(reply.status());
    }
  }

  private void head(HttpServerResponse response, Reply reply) {
    response.setStatusCode(reply.status()).putHeader(REQUEST_ID, id);
    for (Header header : standing) {
      response.putHeader(header.name(), header.value());
    }
    for (Header header : reply.headers()) {
      response.putHeader(header.name(), header.value());
    }
    if (reply.contentType() != null) {
      response.putHeader("Content-Type", reply.contentType());
    }
    if (closing) {
      response.putHeader("Connection", "close");
    }
  }

  private void throwAwayTheRest() {
    if (!reading) {
      reading = true;
      request.exceptionHandler(cause -> peer.close());
      request.handler(this::discard);
      request.endHandler(end -> {
        ended = true;
        closeIfClosing();
      });
    }
  }

  /// Once the answer is out and the body is in; else the deadline does it.
  private void closeIfClosing() {
    if (closing && (ended || broken || !Framing.hasBody(request))) {
      peer.close();
    }
  }

  /// The connection is gone. What was read is let go; an answer under way goes nowhere.
  void gone() {
    answered |= !ended && reading;
    if (answered) {
      bytes.release();
    }
  }
}
