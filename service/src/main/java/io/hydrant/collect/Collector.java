package io.hydrant.collect;

import io.hydrant.collect.Keys.Admission;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Health;
import io.hydrant.http.Reply;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Hash;
import io.hydrant.model.Origin;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Events API: the way in of every batch. Answers come in the order of the methods here: whose
/// it is, whether it may be read, what it holds, whether it is kept.
///
/// Under overload it refuses: 429 beyond an input's rate, 503 when the store cannot keep more. A
/// 202 is given only after the store said *kept*; a client that hears nothing sends again and is
/// deduplicated.
///
/// Parsing and selecting run on the event loop: 256 KiB, the most a request brings, take about 2 ms
/// there, a common one of 4 KB 30 µs; handing it to another thread would cost 5 µs and a wake-up
/// each way. What waits for the disk is the committer's.
public final class Collector implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  /// Source: mParticle's service limits page.
  private static final String RATE_EXCEEDED = "X-mp-rate-limit-exceeded";

  private static final String RATE_USED = "X-mp-rate-limit-percentage-used";

  private static final int FULL_RETRY_SECONDS = 30;

  private final Health health;
  private final Store store;
  private final Clock clock;
  private volatile Inlets inlets;

  public Collector(Health health, Inlets inlets, Store store, Clock clock) {
    this.health = health;
    this.inlets = inlets;
    this.store = store;
    this.clock = clock;
  }

  /// What requests go by that come from now on.
  public void open(Inlets next) {
    inlets = next;
  }

  /// One request on its way.
  private record Visit(Exchange exchange, EventsPath path, Inlets inlets, Input input) {}

  @Override
  public void handle(Exchange exchange) {
    if (health.handles(exchange)) {
      return;
    }
    EventsPath path = EventsPath.of(exchange.path());
    if (path == null) {
      exchange.answer(Reply.error(404, "There is nothing here; batches go to /v2/events."));
    } else if (!exchange.method().equals("POST")) {
      exchange.answer(Reply.error(405, "Only POST is taken here.").with("Allow", "POST"));
    } else {
      authenticate(exchange, path);
    }
  }

  private void authenticate(Exchange exchange, EventsPath path) {
    Inlets now = inlets;
    switch (now.keys.admit(exchange.header("Authorization"))) {
      case Admission.Admitted admitted -> bound(new Visit(exchange, path, now, admitted.input()));
      case Admission.Anonymous() ->
          exchange.answer(
              Reply.error(401, "HTTP Basic with an input's key and secret is needed.")
                  .with("WWW-Authenticate", "Basic realm=\"hydrant\", charset=\"UTF-8\""));
      case Admission.Refused() ->
          exchange.answer(Reply.error(403, "The key or its secret is wrong."));
    }
  }

  private void bound(Visit visit) {
    if (!ContentType.isJson(visit.exchange().header("Content-Type"))) {
      visit.exchange().answer(Reply.error(415, "The Content-Type must be application/json."));
      return;
    }
    int bytesMax = visit.input().limits().requests().requestBytes();
    visit.exchange().read(bytesMax, body -> read(visit, body));
  }

  private void read(Visit visit, Bytes body) {
    Input input = visit.input();
    Origin origin =
        new Origin(
            input.name(),
            Channel.SERVER_TO_SERVER,
            null,
            visit.path().isHistorical(),
            clock.millis());
    Reading reading = visit.path().read(body, origin, input.limits());
    LOG.debug("{} {} {}: {}", visit.exchange().id(), visit.path(), input.name(), reading);
    if (reading.batches().isEmpty()) {
      visit.exchange().answer(Reply.errors(400, Reply.code(400), reading.errors()));
      return;
    }
    Reply accepted = accepted(reading);
    Rate rate = visit.inlets().rate(input);
    if (rate == null) {
      keep(visit, reading, accepted);
      return;
    }
    Rate.Use use = rate.take(reading.batches().size());
    if (use.allowed()) {
      keep(visit, reading, accepted.with(RATE_USED, Integer.toString(use.percentUsed())));
    } else {
      visit
          .exchange()
          .answer(
              Reply.error(429, "The input sends more batches a second than it may.")
                  .with("Retry-After", Long.toString(use.retryAfterSeconds()))
                  .with(RATE_EXCEEDED, "feed"));
    }
  }

  /// Some batches of a bulk request can be invalid: the others are accepted, and these are named.
  private static Reply accepted(Reading reading) {
    return reading.errors().isEmpty()
        ? Reply.empty(202)
        : Reply.errors(202, Reply.code(400), reading.errors());
  }

  private void keep(Visit visit, Reading reading, Reply accepted) {
    String full = visit.inlets().branches.full(visit.input().name());
    if (full != null) {
      String why = "connection " + full + " holds as much as its maxPendingBytes says";
      visit.exchange().answer(reply(new Outcome.Refused(why, FULL_RETRY_SECONDS), accepted));
      return;
    }
    List<Submission.Part> parts = new ArrayList<>(reading.batches().size());
    for (Batch batch : reading.batches()) {
      parts.add(new Submission.Part(mark(batch), visit.inlets().branches.of(batch)));
    }
    store.submit(
        new Submission(parts, outcome -> visit.exchange().answer(reply(outcome, accepted))));
  }

  /// The dedup mark of a batch; null when it brings no request id.
  private @Nullable Hash mark(Batch batch) {
    String id = RequestId.of(batch);
    return id == null ? null : store.mark(batch.origin().input(), id);
  }

  private static Reply reply(Outcome outcome, Reply accepted) {
    return switch (outcome) {
      case Outcome.Kept _ -> accepted;
      case Outcome.Refused refused ->
          Reply.error(503, "Nothing was kept: " + refused.why() + ".")
              .with("Retry-After", Integer.toString(refused.retryAfterSeconds()));
    };
  }
}
