package io.hydrant.collect;

import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Health;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Input;
import io.hydrant.settings.Senders;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way in of everything: what is the same at every path. Answers come in the order of the
/// methods here: what is asked, whose it is, whether it may be read, what it holds, whether it is
/// kept.
///
/// Under overload it refuses: 503 before a body is looked at when those before it wait too long,
/// see [LoadShedder], 429 beyond an input's rate or concurrency, 503 when the store cannot keep
/// more. A yes is given only after the store said *kept*; a client that hears nothing sends again
/// and is deduplicated.
public final class Collector implements Endpoint {
  /// Source: mParticle's service limits page.
  private static final String RATE_EXCEEDED = "X-mp-rate-limit-exceeded";

  private static final String RATE_USED = "X-mp-rate-limit-percentage-used";

  private static final int FULL_RETRY_SECONDS = 30;

  private static final String NOT_THIS_PAGE =
      "This page may not send: its origin is none of the input's allowedOrigins.";

  private final Health health;
  private final Store store;
  private final Inbound inbound;
  private final List<Resource.Site> sites;
  private final LoadShedder shedder;
  private volatile Inlets inlets;

  /// @param inbound shows what comes in to those who watch
  /// @param sites where what is asked for is looked for, in this order
  public Collector(
      Health health,
      Inlets inlets,
      Store store,
      Inbound inbound,
      List<Resource.Site> sites,
      LoadShedder shedder) {
    this.health = health;
    this.inlets = inlets;
    this.store = store;
    this.inbound = inbound;
    this.sites = List.copyOf(sites);
    this.shedder = shedder;
  }

  /// What requests go by that come from now on.
  public void open(Inlets next) {
    inlets = next;
  }

  @Override
  public void handle(Exchange exchange) {
    if (health.handles(exchange)) {
      return;
    }
    if (inbound.isWatched()) {
      exchange.whenAnswered(reply -> inbound.refused(exchange.id(), "", reply));
    }
    Resource resource = at(exchange.path());
    Inlets now = inlets;
    Request request =
        new Request(exchange.method(), exchange.path(), exchange.query(), exchange::header);
    if (resource != null && resource.isForPages()) {
      exchange.accompany(CrossOrigin.EVERYBODY);
    }
    if (resource == null) {
      exchange.answer(
          Reply.error(
              404, "There is nothing here; batches go to /v2/events, audiences to /v1/audiences."));
    } else if (resource.isForPages() && request.method().equals("OPTIONS")) {
      preflight(exchange, resource, request, now);
    } else if (!resource.methods().contains(exchange.method())) {
      String allowed = String.join(", ", resource.methods());
      exchange.answer(
          Reply.error(405, "Only " + allowed + " is taken here.").with("Allow", allowed));
    } else {
      authenticate(exchange, resource, request, now);
    }
  }

  /// A browser asks without headers of its own: where the key is none of the path, any input of web
  /// pages answers for all.
  private static void preflight(Exchange exchange, Resource resource, Request request, Inlets now) {
    String origin = request.origin();
    Senders senders =
        resource.admit(now.keys(), request) instanceof Admission.Admitted(Input input)
            ? input.senders()
            : now.pages(origin);
    if (senders == null || senders.allow(origin)) {
      exchange.accompany(
          senders == null ? CrossOrigin.EVERYBODY : CrossOrigin.headers(senders, origin));
      exchange.answer(CrossOrigin.preflight());
    } else {
      exchange.accompany(CrossOrigin.headers(senders, origin));
      exchange.answer(Reply.error(403, NOT_THIS_PAGE));
    }
  }

  private @Nullable Resource at(String path) {
    for (Resource.Site site : sites) {
      Resource found = site.at(path);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void authenticate(Exchange exchange, Resource resource, Request request, Inlets now) {
    switch (resource.admit(now.keys(), request)) {
      case Admission.Admitted(Input input) ->
          bound(exchange, resource, new Visit(request, exchange.id(), now, input));
      case Admission.Anonymous() ->
          exchange.answer(
              Reply.error(401, "HTTP Basic with an input's key and secret is needed.")
                  .with("WWW-Authenticate", "Basic realm=\"hydrant\", charset=\"UTF-8\""));
      case Admission.Refused() ->
          exchange.answer(Reply.error(403, "The key or its secret is wrong."));
    }
  }

  private void bound(Exchange exchange, Resource resource, Visit visit) {
    if (inbound.isWatched()) {
      exchange.whenAnswered(reply -> inbound.refused(visit.id(), visit.input().name(), reply));
    }
    String barred = resource.bars(visit.input());
    if (barred == null && resource.isForPages()) {
      Senders senders = visit.input().senders();
      exchange.accompany(CrossOrigin.headers(senders, visit.request().origin()));
      barred = senders.allow(visit.request().origin()) ? null : NOT_THIS_PAGE;
    }
    if (barred != null) {
      exchange.answer(Reply.error(403, barred));
    } else if (!visit.method().startsWith("P")) {
      // Neither GET nor DELETE has a body; one that comes all the same is not read.
      settle(exchange, visit, resource.ask(visit, Bytes.EMPTY));
    } else if (!resource.takes(exchange.header("Content-Type"))) {
      exchange.answer(Reply.error(415, "The Content-Type must be application/json."));
    } else {
      read(exchange, resource, visit);
    }
  }

  private void read(Exchange exchange, Resource resource, Visit visit) {
    AtOnce atOnce = visit.inlets().atOnce(visit.input());
    exchange.passes(atOnce == null ? shedder : atOnce.before(shedder));
    int bytesMax = visit.input().limits().requests().requestBytes();
    Consumer<Bytes> then = body -> settle(exchange, visit, resource.ask(visit, body));
    Resource.Spoilage spoilage = resource.spoilage();
    if (spoilage == null) {
      exchange.read(bytesMax, then);
    } else {
      exchange.read(
          bytesMax,
          then,
          (beginning, why) -> settle(exchange, visit, spoilage.ask(visit, beginning, why)));
    }
  }

  private void settle(Exchange exchange, Visit visit, Asked asked) {
    switch (asked) {
      case Asked.Answered(Reply reply) -> exchange.answer(reply);
      case Asked.Bringing bringing -> pace(exchange, visit, bringing);
      case Asked.Ordering ordering -> ordering.order().accept(exchange::answer);
    }
  }

  private void pace(Exchange exchange, Visit visit, Asked.Bringing bringing) {
    Rate rate = visit.inlets().rate(visit.input());
    if (rate == null) {
      keep(exchange, visit, bringing);
      return;
    }
    Rate.Use use = rate.take(bringing.batches());
    if (use.allowed()) {
      String used = Integer.toString(use.percentUsed());
      Supplier<Reply> kept = () -> bringing.kept().get().with(RATE_USED, used);
      keep(
          exchange,
          visit,
          new Asked.Bringing(bringing.batches(), bringing.parts(), kept, bringing.shown()));
    } else {
      exchange.answer(
          Reply.error(429, "The input sends more batches a second than it may.")
              .with("Retry-After", Long.toString(use.retryAfterSeconds()))
              .with(RATE_EXCEEDED, "feed"));
    }
  }

  private void keep(Exchange exchange, Visit visit, Asked.Bringing bringing) {
    String full = visit.inlets().branches().full(visit.input().name());
    if (full != null) {
      String why = "connection " + full + " holds as much as its maxPendingBytes says";
      exchange.answer(reply(new Outcome.Refused(why, FULL_RETRY_SECONDS)));
      return;
    }
    List<Submission.Part> parts = bringing.parts().get();
    Receipt.Draft receipt = Receipt.Draft.of(visit.id(), parts, store);
    store.submit(
        new Submission(
            parts,
            outcome -> {
              switch (outcome) {
                case Outcome.Kept kept -> {
                  String id = receipt.kept(kept);
                  // Before the answer: who was answered finds it.
                  store.audiences().recent().add(id, visit.input().name(), kept.changes());
                  exchange.answer(bringing.kept().get().with(Exchange.REQUEST_ID, id));
                  if (inbound.isWatched()) {
                    bringing.shown().show(inbound, visit.as(id), parts, kept.sequences());
                  }
                }
                case Outcome.Refused refused -> exchange.answer(reply(refused));
              }
            }));
  }

  private static Reply reply(Outcome.Refused refused) {
    return Reply.error(503, "Nothing was kept: " + refused.why() + ".")
        .with("Retry-After", Integer.toString(refused.retryAfterSeconds()));
  }
}
