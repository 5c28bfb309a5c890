package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.settings.SettingLine;
import java.util.List;

/// One connection as *Connections* shows it.
///
/// @param line its state
/// @param inputs that feed it
/// @param settings those that hold; none of a connection that is not configured any more
/// @param policy what IAM has to allow; empty when it sends nowhere
public record ConnectionView(
    Connections.Line line, List<String> inputs, List<SettingLine> settings, String policy) {
  public ConnectionView {
    inputs = List.copyOf(inputs);
    settings = List.copyOf(settings);
  }

  /// Whether a person may order it about.
  public boolean isConfigured() {
    return !settings.isEmpty();
  }

  /// Whether it sends nothing by a person's order.
  public boolean isPaused() {
    return line.state().word().equals("paused");
  }

  /// Whether something keeps it from sending that a person may have cured.
  public boolean isBlocked() {
    return line.state().trouble() != null;
  }

  /// What kind of state it is in, as styles call it.
  public String tone() {
    return Words.tone(line.state().word());
  }

  /// How many settings are not what they are by themselves.
  public long changed() {
    return settings.stream().filter(setting -> !setting.isStandard()).count();
  }
}
