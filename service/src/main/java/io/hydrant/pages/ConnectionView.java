package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.settings.SettingLine;
import java.util.List;

/// One connection as *Connections* shows it.
///
/// @param line its state
/// @param inputs that feed it
/// @param settings those that hold; none of a connection that is not configured any more
/// @param superseded settings of before, by which some of what waits may have come in
/// @param policy what IAM has to allow; empty when it sends nowhere
/// @param findings of a test that somebody asked for just now
public record ConnectionView(
    Connections.Line line,
    List<String> inputs,
    List<SettingLine> settings,
    List<Revision> superseded,
    String policy,
    List<Finding> findings) {
  public ConnectionView {
    inputs = List.copyOf(inputs);
    settings = List.copyOf(settings);
    superseded = List.copyOf(superseded);
    findings = List.copyOf(findings);
  }

  /// Content settings of before.
  ///
  /// @param different those that are other than today's, as they were
  public record Revision(int number, List<SettingLine> different) {
    public Revision {
      different = List.copyOf(different);
    }
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
