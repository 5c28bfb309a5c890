package io.hydrant.console;

import io.hydrant.collect.Receipt;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.http.Stream;
import io.hydrant.live.Feed;
import io.hydrant.live.Filter;
import io.hydrant.live.Passed;
import io.hydrant.live.PassedJson;
import io.hydrant.live.Stage;
import io.hydrant.live.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `GET /api/live`: what passes, as server-sent events, to a few at a time. Batches and messages
/// themselves are for whoever has the [Token], and that they were asked for stands in the
/// [AuditLog] before they are shown. Who may not look any more is shown nothing more.
///
/// Each has a virtual thread, which waits for what passes and for the client to read it.
public final class LivePage {
  static final String PATH = "/api/live";
  private static final String ONE = PATH + "/";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Set<String> ASKED =
      Set.of("connection", "device", "user", "type", "state", "request", "past", "reveal");

  /// Silence for longer than this is taken for a broken line somewhere on the way.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private static final int WATCHING_MAX = 32;

  private final Feed feed;
  private final Token token;
  private final AuditLog audit;
  private final Semaphore places = new Semaphore(WATCHING_MAX);

  public LivePage(Feed feed, Token token, AuditLog audit) {
    this.feed = feed;
    this.token = token;
    this.audit = audit;
  }

  boolean isAt(String path) {
    return path.equals(PATH) || path.startsWith(ONE);
  }

  /// Answers, on the event loop, with all that passes from now on, or with one that did.
  ///
  /// @param mayLook asked again and again, on any thread
  void open(Exchange exchange, BooleanSupplier mayLook) {
    if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
      return;
    }
    boolean hasToken = token.isIn(exchange.header("Authorization"));
    try {
      if (!exchange.path().equals(PATH)) {
        open(exchange, exchange.path().substring(ONE.length()), hasToken);
        return;
      }
      Query query = Query.ofQuery(exchange.query(), ASKED);
      Filter filter = filter(query, feed);
      boolean isRevealed = query.flag("reveal", false);
      boolean isPastWanted = query.flag("past", true);
      if (isRevealed && !hasToken) {
        exchange.answer(noToken());
      } else if (!places.tryAcquire()) {
        exchange.answer(Reply.error(503, "Too many watch already.").with("Retry-After", "30"));
      } else {
        long after = number(exchange.header(LAST_EVENT_ID));
        Supplier<Watch> watch = () -> isPastWanted ? feed.watch(filter, after) : feed.watch(filter);
        String of = filter.connection() == null ? "" : " of " + filter.connection();
        String what = isRevealed ? "what passes" + of : "";
        Showing showing = new Showing(exchange, watch, isRevealed, mayLook);
        Thread.ofVirtual().name("live").start(() -> begin(showing, what));
      }
    } catch (Query.Wrong e) {
      exchange.answer(Reply.error(400, String.valueOf(e.getMessage())));
    }
  }

  private static Reply noToken() {
    return Reply.error(401, "What batches and messages hold is for whoever has the token.")
        .with("WWW-Authenticate", "Bearer");
  }

  /// What a query asks to be shown.
  static Filter filter(Query query, Feed feed) throws Query.Wrong {
    String state = query.text("state");
    String request = query.text("request");
    Stage stage = state == null ? null : Stage.of(state);
    if (state != null && stage == null) {
      throw new Query.Wrong("state: one of " + String.join(", ", Stage.WORDS) + " is needed.");
    }
    return new Filter(
        query.text("connection"),
        Filter.marks(query.text("device"), feed.hash()),
        Filter.marks(query.text("user"), feed.hash()),
        query.text("type"),
        stage,
        request == null ? null : Receipt.request(request));
  }

  private void open(Exchange exchange, String id, boolean hasToken) {
    Passed passed = feed.find(number(id));
    if (!hasToken) {
      exchange.answer(noToken());
    } else if (passed == null) {
      exchange.answer(Reply.error(404, "It passed too long ago, or never did."));
    } else {
      Console.start(exchange, () -> one(passed, exchange.id()));
    }
  }

  private Reply one(Passed passed, String request) {
    return isWritten(passed.id() + " of " + passed.connection(), request)
        ? Reply.json(200, PassedJson.of(passed, true)).with("Cache-Control", "no-store")
        : notWritten();
  }

  private boolean isWritten(String what, String request) {
    try {
      audit.record("the token", PATH, what, request);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Reply notWritten() {
    return Reply.error(503, "It is not shown: that cannot be written into the audit log.");
  }

  /// Who is shown what passes.
  private record Showing(
      Exchange exchange, Supplier<Watch> watch, boolean isRevealed, BooleanSupplier mayLook) {}

  private void begin(Showing to, String revealed) {
    if (!revealed.isEmpty() && !isWritten(revealed, to.exchange().id())) {
      places.release();
      to.exchange().answer(notWritten());
    } else {
      show(to);
    }
  }

  /// 0 when it is none.
  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private void show(Showing to) {
    Stream stream =
        to.exchange().stream(
            Reply.empty(200)
                .with("Content-Type", "text/event-stream")
                .with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff"));
    try (Watch watch = to.watch().get()) {
      StringBuilder text = new StringBuilder();
      int every = 0;
      long missed = 0;
      do {
        if (watch.every() != every || watch.missed() != missed) {
          every = watch.every();
          missed = watch.missed();
          text.append(
              "event: sampling\ndata: {\"every\":%d,\"missed\":%d}\n\n".formatted(every, missed));
        }
        boolean isAlive = stream.write(text.isEmpty() ? ":\n\n" : text.toString());
        text.setLength(0);
        if (!isAlive) {
          break;
        }
        for (Passed passed : watch.take(SILENCE_MAX)) {
          text.append("id: ").append(passed.id()).append("\ndata: ");
          text.append(PassedJson.of(passed, to.isRevealed())).append("\n\n");
        }
      } while (!watch.isOver() && to.mayLook().getAsBoolean());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
      stream.end();
    }
  }
}
