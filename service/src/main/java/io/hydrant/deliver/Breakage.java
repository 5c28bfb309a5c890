package io.hydrant.deliver;

import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures of our own code to make messages of rows: said once with their cause, then counted.
/// What the rows hold is tried again and then given up, and the others go on.
final class Breakage implements BiConsumer<RuntimeException, Set<String>> {
  private static final Logger LOG = LoggerFactory.getLogger(Breakage.class);

  private final String name;
  private final DeliveryFigures figures;
  private final Alerts alerts;
  private boolean isSaid;

  /// @param name the connection's, for people
  Breakage(String name, DeliveryFigures figures, Alerts alerts) {
    this.name = name;
    this.figures = figures;
    this.alerts = alerts;
  }

  /// A failure in a few words: what it is and where, nothing of what it says.
  static String words(RuntimeException cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("io.hydrant.")) {
        String type = frame.getClassName().replaceFirst(".*\\.", "");
        return cause.getClass().getSimpleName() + " in " + type + "." + frame.getMethodName();
      }
    }
    return cause.getClass().getSimpleName();
  }

  @Override
  public void accept(RuntimeException cause, Set<String> inputs) {
    figures.broke();
    alerts.raise(name, AlertType.BROKEN, 1, Inputs.count(inputs), words(cause));
    if (!isSaid) {
      isSaid = true;
      LOG.warn(
          "connection {}: a message cannot be encoded; what it holds is tried again and then becomes"
              + " a dead letter",
          name,
          cause);
    }
  }
}
