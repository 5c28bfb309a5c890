package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.store.DeadCause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out what answers mean: messages are taken, sent again, or given up, and their parcels
/// looked at.
final class Outcomes {
  private final Departures departures;
  private final Settling settling;
  private final Halving halving;
  private final Patience patience;
  private final Report report;
  private final Outbound outbound;
  private final LongSupplier storeTime;

  /// Who is told of outcomes.
  ///
  /// @param outbound those who watch
  record Told(Report report, Outbound outbound) {}

  /// @param storeTime in microseconds
  Outcomes(
      Departures departures,
      Settling settling,
      Halving halving,
      Patience patience,
      Told told,
      LongSupplier storeTime) {
    this.departures = departures;
    this.settling = settling;
    this.halving = halving;
    this.patience = patience;
    this.report = told.report();
    this.outbound = told.outbound();
    this.storeTime = storeTime;
  }

  /// A call was answered.
  ///
  /// @param isOfNow whether it was sent to where calls are sent now
  /// @return what the answer alone means
  Ruling answered(Flight flight, Answer answer, boolean isOfNow, long now) {
    List<Outgoing> messages = flight.messages();
    Ruling said = Verdicts.of(answer, messages.size());
    Ruling ruling =
        isOfNow && !flight.pace().isRefusingAll() ? halving.rule(flight, said, now) : said;
    boolean isBlocked = ruling instanceof Ruling.Blocked || flight.pace().isBlocked();
    patience.pass(now, isOfNow && !isBlocked);
    List<Verdict> verdicts = verdicts(ruling, messages.size());
    int taken = Collections.frequency(verdicts, Verdict.TAKEN);
    boolean othersPass = taken > 0;
    List<Outgoing> again = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Outgoing message = messages.get(i);
      if (verdicts.get(i) == Verdict.TAKEN) {
        message.taken();
        continue;
      }
      String error = CallError.of(answer, i);
      message.again(new Vain(othersPass, storeTime.getAsLong(), patience.tried(), error));
      if (verdicts.get(i) == Verdict.NEVER) {
        never(message, error);
      } else if (!isBlocked && patience.isOver(message.tries())) {
        message.dies(DeadCause.RETRIES_ENDED, error);
        report.retriesEnded(message, error);
      } else if (!halving.holds(message)) {
        again.add(message);
      }
    }
    departures.addAgain(again, now);
    report.answered(answer, ruling, messages, taken);
    outbound.answered(messages, answer);
    flight.pace().answered(flight, taken, answer, ruling);
    again(halving.takeReleased(), now);
    look(messages, othersPass);
    return said;
  }

  private static List<Verdict> verdicts(Ruling ruling, int records) {
    return switch (ruling) {
      case Ruling.Each(List<Verdict> each, Ruling.Again _) -> each;
      case Ruling.Blocked _, Ruling.Refused _ -> Collections.nCopies(records, Verdict.AGAIN);
    };
  }

  private void never(Outgoing message, String error) {
    message.dies(DeadCause.REFUSED, error);
    report.neverTaken(message, error);
    settling.postpone(message.parcel());
  }

  private void look(List<Outgoing> messages, boolean othersPass) {
    Set<Parcel> parcels = new LinkedHashSet<>();
    messages.forEach(message -> parcels.add(message.parcel()));
    for (Parcel parcel : parcels) {
      if (halving.isOn() && !isAllOver(parcel)) {
        settling.postpone(parcel);
      } else {
        settling.look(parcel, othersPass);
      }
    }
  }

  /// Whether nothing is left of it that a search could want, and others wait until it is gone.
  private static boolean isAllOver(Parcel parcel) {
    return parcel.isOrdered() && !parcel.hasAny(Outgoing.State.READY);
  }

  /// Sends what a search holds once more: there is nothing else to send.
  void retry(long now) {
    again(halving.retry(), now);
  }

  /// Ends a search without a finding.
  void endSearch(long now) {
    retry(now);
    halving.forget();
  }

  private void again(@Nullable Outgoing message, long now) {
    if (message != null && message.state() == Outgoing.State.READY) {
      departures.addAgain(List.of(message), now);
    }
  }
}
