package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Firehose;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.Page;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import io.hydrant.store.Strike;
import io.hydrant.store.Waiter;
import io.hydrant.store.WaitingKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection's way out. It reads what is due in order, sends it in calls, strikes off what was taken
/// and sends again what was not.
///
/// Nothing is dropped for any error: what Firehose does not take waits, in memory while that is near and
/// on disk when others have long passed it. A stream that fails is left alone for a while, the connection
/// being the one who waits, not each record. What is in memory is bounded by count and bytes; reading
/// pauses when it is full. Steps are taken by one thread; the rest is safe to call from any.
public final class DeliveryLoop implements Waiter {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  static final int MESSAGES_MAX = 10_000;
  static final long BYTES_MAX = 12L << 20;
  private static final int READ_ROWS = 1_000;
  private static final long READ_BYTES = 2L << 20;
  private static final int BATCH_CALLS_MAX = 4;
  private static final int SINGLE_CALLS_MAX = 32;
  private static final long LINGER_NANOS = Duration.ofMillis(50).toNanos();
  private static final long BROKEN_DELAY_MICROS = Duration.ofMinutes(1).toNanos() / 1000;
  private static final long BATCHES_ASKED_AGAIN_NANOS = Duration.ofHours(1).toNanos();

  /// A record that failed so often while others passed waits on disk; so does one that others have
  /// passed by so many rows or so long.
  private static final int ATTEMPTS_IN_MEMORY_MAX = 5;

  private static final long ROWS_BEHIND_MAX = 10_000;
  private static final long MICROS_BEHIND_MAX = Duration.ofMinutes(1).toNanos() / 1000;

  /// What other threads tell the loop.
  private sealed interface News {}

  private record Answered(List<Outgoing> messages, Answer answer) implements News {}

  private record Struck(List<UUID> messages, boolean durable) implements News {}

  private record Reopened() implements News {}

  private final DeliveryTask task;
  private final Store store;
  private final Firehose firehose;
  private final Clock clock;
  private final Runnable wake;
  private final Gathering gathering;
  private final Outstanding outstanding;
  private final Backoff backoff;
  private final DeliveryFigures figures = new DeliveryFigures();
  private final Queue<News> news = new ConcurrentLinkedQueue<>();
  private final Departures departures = new Departures();
  private final Set<Parcel> early = new LinkedHashSet<>();
  private final Set<UUID> takenNotStruck = new HashSet<>();
  private WaitingKey position;
  private volatile boolean more = true;
  private volatile boolean stopping;
  private boolean restarting;
  private volatile int flying;
  private long rowsRead;
  private long restUntil;
  private boolean singles;
  private long singlesSince;

  /// @param task whose messages go where
  /// @param wake makes the next step happen now
  public DeliveryLoop(
      DeliveryTask task, Store store, Firehose firehose, Clock clock, Chance chance, Runnable wake) {
    this.task = task;
    this.store = store;
    this.firehose = firehose;
    this.clock = clock;
    this.wake = wake;
    this.backoff = new Backoff(chance);
    this.position = store.head(task.connection());
    this.outstanding = new Outstanding(task.connection(), position);
    this.gathering =
        new Gathering(task.contents(), task.encoder(), this::gathered, this::putBackBroken);
    this.restUntil = clock.nanos();
    store.register(task.connection(), this);
  }

  @Override
  public void wake() {
    more = true;
    wake.run();
  }

  @Override
  public void reopened() {
    news.add(new Reopened());
    wake();
  }

  /// Sends nothing more. What is in a call is waited for, by [#isIdle()].
  public void stop() {
    stopping = true;
    wake.run();
  }

  /// Whether no call is without an answer, and no answer without its write.
  public boolean isIdle() {
    return flying == 0 && news.isEmpty();
  }

  /// What it has done since the start.
  public DeliveryFigures figures() {
    return figures;
  }

  /// Takes answers, reads, sends, settles.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    hear();
    if (restarting) {
      restart();
    }
    long next = Loop.NEVER;
    if (!stopping && !restarting) {
      read();
      next = send();
    }
    settle();
    return more && !isFull() && !stopping && !restarting ? clock.nanos() : next;
  }

  // ---- hearing

  private void hear() {
    for (News item = news.poll(); item != null; item = news.poll()) {
      switch (item) {
        case Answered answered -> answered(answered.messages(), answered.answer());
        case Struck struck -> {
          if (struck.durable()) {
            struck.messages().forEach(takenNotStruck::remove);
          }
        }
        case Reopened _ -> restarting = true;
      }
    }
  }

  private void answered(List<Outgoing> messages, Answer answer) {
    flying--;
    if (!singles && Verdicts.refusesBatches(answer)) {
      goSingle();
    }
    List<Verdict> verdicts = Verdicts.of(answer, messages.size());
    Set<Parcel> touched = new LinkedHashSet<>();
    int taken = 0;
    for (int i = 0; i < messages.size(); i++) {
      Outgoing message = messages.get(i);
      touched.add(message.parcel());
      switch (verdicts.get(i)) {
        case TAKEN -> {
          message.taken();
          takenNotStruck.add(message.message().id());
          taken++;
        }
        case AGAIN -> {
          message.again();
          departures.addAgain(message);
        }
      }
    }
    figures.answered(messages.size(), taken);
    pace(messages.size(), taken, answer);
    boolean othersPass = taken > 0;
    touched.forEach(parcel -> settle(parcel, othersPass));
  }

  private void goSingle() {
    LOG.warn(
        "connection {}: IAM refuses firehose:PutRecordBatch, going on with PutRecord; allowing"
            + " firehose:PutRecordBatch on the stream makes it cheaper",
        task.name());
    singles = true;
    singlesSince = clock.nanos();
  }

  private void pace(int sent, int taken, Answer answer) {
    if (taken == sent) {
      backoff.success();
      return;
    }
    if (!backoff.isFailing()) {
      LOG.warn(
          "connection {}: {} of {} records not taken: {}",
          task.name(),
          sent - taken,
          sent,
          AnswerText.of(answer));
    }
    Duration rest = taken > 0 ? backoff.partial() : backoff.failure();
    restUntil = clock.nanos() + rest.toNanos();
  }

  // ---- settling

  private void settle(Parcel parcel, boolean othersPass) {
    if (parcel.isSettled() || parcel.hasAny(Outgoing.State.FLYING)) {
      return;
    }
    if (parcel.isAll(Outgoing.State.TAKEN)) {
      settleTaken(parcel);
    } else if (parcel.hasAny(Outgoing.State.TAKEN) || othersPass && isToWaitOnDisk(parcel)) {
      // Where some of it was taken, that must not be sent again after a crash: the rest becomes a row of
      // its own in the same write.
      putAgain(parcel);
    }
  }

  private boolean isToWaitOnDisk(Parcel parcel) {
    return parcel.attempts() >= ATTEMPTS_IN_MEMORY_MAX
        || rowsRead - parcel.readAs() > ROWS_BEHIND_MAX
        || position.due() - parcel.first().due() > MICROS_BEHIND_MAX;
  }

  private void settleTaken(Parcel parcel) {
    Parcel blocker = parcel.blocker();
    if (blocker != null && !blocker.hasAny(Outgoing.State.AGAIN)) {
      early.add(parcel);
      return;
    }
    if (blocker != null) {
      putAgain(blocker);
    }
    outstanding.settleTaken(parcel);
  }

  private void putAgain(Parcel parcel) {
    Parcel blocker = parcel.blocker();
    if (blocker != null && !blocker.hasAny(Outgoing.State.AGAIN)) {
      return;
    }
    if (blocker != null) {
      putAgain(blocker);
    }
    boolean failed = parcel.hasAny(Outgoing.State.AGAIN);
    long delay = failed ? Backoff.onDisk(parcel.attempts()).toNanos() / 1000 : 0;
    outstanding.settleAgain(parcel, store.time(), delay);
  }

  private void settle() {
    if (!early.isEmpty()) {
      List<Parcel> parts = List.copyOf(early);
      early.clear();
      parts.forEach(this::settleTaken);
    }
    Strike strike = outstanding.strike(reached(), this::struck);
    if (strike != null) {
      store.strike(strike);
    }
  }

  private WaitingKey reached() {
    WaitingKey gathering = this.gathering.lowest();
    return gathering != null ? gathering : position;
  }

  private void struck(List<UUID> ids, boolean durable) {
    news.add(new Struck(ids, durable));
    wake.run();
  }

  // ---- reading

  private boolean isFull() {
    return outstanding.messages() >= MESSAGES_MAX || outstanding.bytes() >= BYTES_MAX;
  }

  private void read() {
    if (isFull()) {
      makeRoom();
    }
    if (!more || isFull()) {
      return;
    }
    more = false;
    try {
      Page page = store.read(position, READ_ROWS, READ_BYTES);
      if (!page.rows().isEmpty()) {
        position = page.rows().getLast().key().next();
      }
      gathering.add(page);
      more |= !page.complete();
    } catch (IOException e) {
      LOG.error("connection {}: reading failed: {}", task.name(), e.getMessage());
      restUntil = Math.max(restUntil, clock.nanos() + backoff.failure().toNanos());
      more = true;
    }
  }

  private void gathered(Parcel parcel) {
    rowsRead += parcel.keys().size();
    parcel.readAs(rowsRead);
    outstanding.add(parcel);
    for (Outgoing message : parcel.messages()) {
      if (takenNotStruck.contains(message.message().id())) {
        message.taken();
      } else {
        departures.add(message, clock.nanos());
      }
    }
    settle(parcel, false);
  }

  /// Rows that our own code could not read must not stop the others: they wait on disk, as they lie.
  private void putBackBroken(List<Row> rows, RuntimeException cause) {
    LOG.error(
        "connection {}: {} rows from sequence {} cannot be encoded, trying again later",
        task.name(),
        rows.size(),
        rows.getFirst().key().sequence(),
        cause);
    List<Strike.Again> again = new ArrayList<>();
    long bytes = 0;
    for (Row row : rows) {
      again.add(new Strike.Again(row.key(), row.again(store.time()), BROKEN_DELAY_MICROS));
      bytes += row.storedBytes();
    }
    outstanding.putBack(again, bytes);
  }

  /// While the stream takes others, what has failed waits on disk, so that reading goes on.
  private void makeRoom() {
    if (backoff.isFailing()) {
      return;
    }
    for (Outgoing message : departures.again()) {
      Parcel parcel = message.parcel();
      if (!parcel.isSettled() && !parcel.hasAny(Outgoing.State.FLYING)) {
        putAgain(parcel);
      }
    }
  }

  /// After the store was opened again nobody knows which of the last strikes are durable: once no call is
  /// under way, reading begins at the head, and what was taken is recognised by its id.
  private void restart() {
    if (flying > 0) {
      return;
    }
    restarting = false;
    departures.clear();
    early.clear();
    gathering.restart();
    position = store.head(task.connection());
    outstanding.restart(position);
    more = true;
  }

  // ---- sending

  private long send() {
    long now = clock.nanos();
    if (now < restUntil) {
      return departures.isEmpty() ? Loop.NEVER : restUntil;
    }
    departures.takeUpAgain();
    if (singles && now - singlesSince > BATCHES_ASKED_AGAIN_NANOS) {
      singles = false;
    }
    while (departures.isReady() && flying < (singles ? SINGLE_CALLS_MAX : BATCH_CALLS_MAX)) {
      // A call that is not full waits a moment for more: fewer, larger calls cost less.
      long leaves = departures.readySince() + LINGER_NANOS;
      if (!singles && !departures.fillsCall() && now < leaves) {
        return leaves;
      }
      fly(departures.pack(singles ? 1 : FirehoseLimits.CALL_RECORDS_MAX, now));
    }
    return Loop.NEVER;
  }

  private void fly(List<Outgoing> messages) {
    messages.forEach(Outgoing::fly);
    flying++;
    figures.called();
    Call.Operation operation =
        singles ? Call.Operation.PUT_RECORD : Call.Operation.PUT_RECORD_BATCH;
    Call call =
        new Call(
            operation,
            task.deliveryStreamName(),
            messages.stream().map(message -> message.message().document()).toList());
    firehose.put(
        call,
        answer -> {
          news.add(new Answered(messages, answer));
          wake.run();
        });
  }
}
