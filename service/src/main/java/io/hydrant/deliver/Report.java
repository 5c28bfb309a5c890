package io.hydrant.deliver;

import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import io.hydrant.firehose.Answer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells of what one connection's calls came to: figures for machines, alerts for people. Never
/// with content.
final class Report {
  /// What a person has to end.
  private static final Set<AlertType> BLOCKS =
      EnumSet.of(
          AlertType.BLOCKED,
          AlertType.FORBIDDEN,
          AlertType.NOT_FOUND,
          AlertType.INVALID_CREDENTIALS);

  private final String connection;
  private final DeliveryFigures figures;
  private final Alerts alerts;

  /// Also when that was before the start.
  private boolean isBlocked = true;

  private boolean isTakenSince;
  private boolean isToldAnew;
  private boolean isLasting;

  Report(String connection, DeliveryFigures figures, Alerts alerts) {
    this.connection = connection;
    this.figures = figures;
    this.alerts = alerts;
  }

  /// A call was answered.
  ///
  /// @param messages its own; those that were taken know it
  /// @param taken how many were
  void answered(Answer answer, Ruling ruling, List<Outgoing> messages, int taken) {
    figures.answered(answer, messages.size(), taken);
    String unheardOf = Verdicts.unheardOf(answer);
    if (unheardOf != null) {
      figures.answeredUnheardOf();
      raise(AlertType.UNKNOWN_ERROR, messages, unheardOf);
    }
    isTakenSince |= taken > 0;
    AlertType type = isOurEnd(answer) ? null : type(answer, ruling);
    if (type != null && taken < messages.size()) {
      if (BLOCKS.contains(type)) {
        isBlocked = true;
        isTakenSince = false;
      }
      raise(type, messages, Verdicts.words(answer));
    }
  }

  private void raise(AlertType type, List<Outgoing> messages, String sample) {
    List<Outgoing> missed = messages.stream().filter(message -> !message.isTaken()).toList();
    alerts.raise(connection, type, missed.size(), Inputs.count(missed), sample);
  }

  /// How it goes now: what blocked lasts until records flow, also when no call is made meanwhile.
  /// What no call shows is told here.
  void state(DeliveryState state) {
    boolean isAnew =
        state instanceof DeliveryState.Blocked blocked
            && blocked.cause() == BlockedCause.RECREATED_STREAM;
    if (isAnew && !isToldAnew) {
      isBlocked = true;
      isTakenSince = false;
      alerts.raise(connection, AlertType.BLOCKED, 1, "the stream was deleted and made anew");
    }
    isToldAnew = isAnew;
    if (isLasting != state instanceof DeliveryState.Blocked) {
      isLasting = !isLasting;
      BLOCKS.forEach(type -> alerts.lasts(connection, type, isLasting));
    }
    if (isBlocked && isTakenSince && state instanceof DeliveryState.Flowing) {
      isBlocked = false;
      BLOCKS.forEach(type -> alerts.over(connection, type));
    }
  }

  /// A record will never be taken, and is a dead letter.
  void neverTaken(Outgoing message, String error) {
    figures.neverTaken();
    raise(AlertType.BAD_REQUEST, List.of(message), error + ", a dead letter now");
  }

  /// A record was tried for long enough, and is a dead letter.
  void retriesEnded(Outgoing message, String error) {
    raise(AlertType.RETRY_LIMIT_EXCEEDED, List.of(message), error);
  }

  /// A service being ended cuts its calls off: that is nothing to tell.
  private static boolean isOurEnd(Answer answer) {
    return answer instanceof Answer.NotSent notSent && notSent.cause() == Answer.Cause.CLOSED;
  }

  private static @Nullable AlertType type(Answer answer, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Each each -> each.why() == null ? null : type(answer, each.why());
      case Ruling.Blocked blocked -> type(blocked.cause());
      case Ruling.Refused refused ->
          refused.doubt() == Ruling.Doubt.SIZE ? AlertType.REQUEST_TOO_LONG : AlertType.BAD_REQUEST;
    };
  }

  private static @Nullable AlertType type(Answer answer, Ruling.Again why) {
    return switch (why) {
      case THROTTLED -> AlertType.SERVICE_UNAVAILABLE;
      case FAILING ->
          answer instanceof Answer.NotSent ? AlertType.NOT_SENT : AlertType.INTERNAL_SERVER_ERROR;
      case UNKNOWN_FATE -> AlertType.NO_ANSWER;
      case UNHEARD_OF -> null; // told already, and also when it stands beside others
    };
  }

  /// Those that the hosted product has names for; the others have ours.
  private static AlertType type(BlockedCause cause) {
    return switch (cause) {
      case ACCESS_DENIED -> AlertType.FORBIDDEN;
      case MISSING_STREAM -> AlertType.NOT_FOUND;
      case CREDENTIALS -> AlertType.INVALID_CREDENTIALS;
      case RECREATED_STREAM,
          KMS,
          WRONG_REGION,
          CLOCK_SKEW,
          NOT_DIRECT_PUT,
          INVALID_SOURCE,
          NOT_FIREHOSE ->
          AlertType.BLOCKED;
    };
  }
}
