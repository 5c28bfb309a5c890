package io.hydrant.simulator;

import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.platform.Clock;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Who sends batches of events, again and again until it hears that they are kept, and sometimes
/// gives up before.
final class Clients {
  private final SplittableRandom random;
  private final Clock clock;
  private final Judge judge;
  private final List<Request> requests = new ArrayList<>();
  private boolean isChaos = true;
  private int eventNumber;

  Clients(SplittableRandom random, Clock clock, Judge judge) {
    this.random = random;
    this.clock = clock;
    this.judge = judge;
  }

  /// From now on they hear every answer, and do not wait before they send again.
  void calm() {
    isChaos = false;
  }

  /// The process died: who has no answer knows nothing.
  void crashed() {
    for (Request request : requests) {
      if (request.fate == Request.Fate.SENT) {
        request.fate = unanswered(request);
      }
    }
  }

  private static Request.Fate unanswered(Request request) {
    return request.isNamed() ? Request.Fate.OPEN : Request.Fate.GIVEN_UP;
  }

  /// Whether one waits for an answer or is to send again.
  boolean areWaiting() {
    return requests.stream()
        .anyMatch(each -> each.fate == Request.Fate.OPEN || each.fate == Request.Fate.SENT);
  }

  /// Requests that may be sent again now.
  List<Request> toSendAgain() {
    List<Request> again = new ArrayList<>();
    for (Request request : requests) {
      if (request.fate == Request.Fate.OPEN && (!isChaos || random.nextInt(20) == 0)) {
        again.add(request);
      }
    }
    return again;
  }

  /// Sends a request that nobody sent before.
  void sendNew(Store store, Deployment deployment) {
    boolean isNamed = random.nextInt(10) > 0;
    List<Request.Part> parts = new ArrayList<>();
    int batches = random.nextInt(3) == 0 ? random.nextInt(2, 5) : 1;
    for (int i = 0; i < batches; i++) {
      String id = isNamed ? "r" + requests.size() + "-" + i : "";
      parts.add(new Request.Part(id, random.nextInt(1, 4), Request.events(random, eventNumber)));
      eventNumber += parts.getLast().events().size();
    }
    Request request = new Request(parts);
    requests.add(request);
    judge.knows(request);
    send(request, store, deployment);
  }

  /// Sends a request. Who hears nothing until the process dies has heard of it by then.
  void send(Request request, Store store, Deployment deployment) {
    request.fate = Request.Fate.SENT;
    deployment.ofEvents().forEach(name -> judge.sent(request, name, deployment.contentOf(name)));
    request.sentTo(deployment.ofEvents());
    List<Submission.Part> parts = new ArrayList<>();
    for (Request.Part part : request.parts) {
      Batch batch = Way.batch(part.body(), clock.millis());
      List<Arrival> arrivals = deployment.arrivals(batch);
      parts.add(
          new Submission.Part(
              part.isNamed() ? store.mark("app", part.requestId()) : null, arrivals));
    }
    int life = judge.life();
    store.submit(new Submission(parts, outcome -> hear(request, outcome, life)));
  }

  private void hear(Request request, Outcome outcome, int life) {
    if (life != judge.life() || request.fate != Request.Fate.SENT) {
      return;
    }
    boolean isHeard = !isChaos || random.nextInt(10) > 0;
    request.fate =
        outcome instanceof Outcome.Kept && isHeard ? Request.Fate.KEPT : unanswered(request);
  }

  /// One that is to be sent again is not.
  void giveUp() {
    List<Request> open = requests.stream().filter(r -> r.fate == Request.Fate.OPEN).toList();
    if (!open.isEmpty()) {
      open.get(random.nextInt(open.size())).fate = Request.Fate.GIVEN_UP;
    }
  }
}
