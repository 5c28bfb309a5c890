package io.hydrant;

import io.hydrant.console.Connections.State;
import io.hydrant.console.Connections.Trouble;
import io.hydrant.deliver.BlockedCause;
import io.hydrant.deliver.DeliveryState;
import io.hydrant.settings.Connection;
import java.time.Instant;

/// What people are told of how it goes with a connection.
final class States {
  private States() {}

  /// @param number of a connection that is to send
  static State of(Outlets outlets, int number, Connection connection) {
    if (outlets.isPaused(number)) {
      return State.of("paused");
    }
    return switch (outlets.state(number)) {
      case null -> State.of("sending");
      case DeliveryState.Flowing _, DeliveryState.Held _ -> State.of("sending");
      case DeliveryState.Throttled _ -> State.of("throttled");
      case DeliveryState.Failing(Instant since) -> new State("failing", since, null);
      case DeliveryState.Blocked(BlockedCause cause, Instant since) ->
          new State("blocked", since, trouble(cause, connection));
    };
  }

  private static Trouble trouble(BlockedCause cause, Connection connection) {
    String paste =
        cause.paste(
            connection.name(),
            connection.delivery().deliveryStreamName(),
            connection.delivery().awsRegion());
    return new Trouble(cause.name(), cause.wrong(), cause.safe(), cause.cure(), paste);
  }
}
