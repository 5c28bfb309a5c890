package io.hydrant.pages;

import io.hydrant.preview.AnswerJson;
import io.hydrant.preview.Previewed;
import io.hydrant.preview.Remark;
import io.hydrant.preview.RemarkText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What *Preview* shows.
///
/// @param connections that there are, by name
/// @param asked what stands in the form
/// @param toggles of the connection that is asked about; none when it carries changes of audiences
/// @param answer null when nothing was asked, or it was refused
/// @param errors why it was refused, or what is wrong with batches that are invalid
public record PreviewView(
    List<String> connections,
    Asked asked,
    List<Switch> toggles,
    Previewed.@Nullable Answer answer,
    List<String> errors) {
  public PreviewView {
    connections = List.copyOf(connections);
    toggles = List.copyOf(toggles);
    errors = List.copyOf(errors);
  }

  /// What stands in the form.
  ///
  /// @param settings other settings to try, as YAML
  public record Asked(String connection, String batch, String settings, boolean isHistorical) {
    /// The lengths only: content may be personal.
    @Override
    public String toString() {
      return connection + ", " + batch.length() + " characters";
    }
  }

  /// A yes-or-no setting.
  ///
  /// @param name in the hosted product, or its key
  /// @param isOn whether it is tried so
  /// @param isConfigured whether that is as it is configured
  public record Switch(String key, String name, boolean isOn, boolean isConfigured) {}

  /// How many settings are tried otherwise than they are configured.
  public long flipped() {
    return toggles.stream().filter(toggle -> !toggle.isConfigured()).count();
  }

  /// Where something stood, in words.
  public String place(Remark remark) {
    boolean isOneOfMany =
        answer != null && answer.leftOut().stream().anyMatch(each -> each.place().batch() > 0);
    return RemarkText.place(remark.place(), isOneOfMany);
  }

  /// What did it, in words.
  public String cause(Remark remark) {
    return RemarkText.cause(remark.cause());
  }

  /// What a message costs, in words.
  public String cost(Previewed.Leaving message) {
    int units = AnswerJson.billedUnits(message);
    return "billed as %d × 5 KiB, %s a million"
        .formatted(units, Words.dollars(Price.ofAMillion(units)));
  }
}
