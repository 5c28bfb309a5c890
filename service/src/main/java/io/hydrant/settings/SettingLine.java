package io.hydrant.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A setting of a connection as people look at it.
///
/// @param key in the configuration file
/// @param name on the hosted product's pages; empty when it has no such setting
/// @param value that holds
/// @param isStandard whether it is what holds when nothing is written
public record SettingLine(String key, String name, String value, boolean isStandard) {

  /// What decides which events a connection sends and how, in the order of the reference; without
  /// credentials.
  public static List<SettingLine> of(Connection connection) {
    List<SettingLine> lines = new ArrayList<>(of(connection.content()));
    Bounds bounds = connection.bounds();
    Bounds standard = Bounds.STANDARD;
    lines.add(
        line("retryFor", words(bounds.retryFor(), "forever"), words(standard.retryFor(), "")));
    lines.add(line("deadLetterRetention", words(bounds.deadLetterRetention(), "unset"), "unset"));
    Pending pending = bounds.pending();
    lines.add(line("maxPendingBytes", pending == null ? "unset" : pending.bytesMax(), "unset"));
    Packing packing = connection.delivery().packing();
    lines.add(line("packing", packing == null ? "off" : packing.targetBytes() + " bytes", "off"));
    lines.add(line("enabled", connection.duty() == Duty.SEND, true));
    return lines;
  }

  /// Those of content alone: what travels with what waits.
  public static List<SettingLine> of(ConnectionContent content) {
    List<SettingLine> lines = new ArrayList<>();
    switch (content) {
      case Content events -> events(events, lines);
      case AudienceContent audiences -> audiences(audiences, lines);
    }
    return lines;
  }

  private static void events(Content content, List<SettingLine> lines) {
    for (Toggle toggle : Toggle.values()) {
      lines.add(line(toggle.key(), content.is(toggle), toggle.standard()));
    }
    lines.add(line("uniqueId", content.uniqueId() == null ? "unset" : content.uniqueId(), "unset"));
    lines.add(
        line(
            "schemaVersion",
            content.schemaVersion(),
            Definitions.standard(EventSettings.SCHEMA_VERSION)));
    lines.add(line(Content.METADATA_FIELD_EXCLUSION, content.metadataFieldExclusion(), List.of()));
    lines.add(
        line(
            "environment",
            lower(content.environment()),
            Definitions.standard(EventSettings.ENVIRONMENT)));
    lines.add(
        line(
            "recordDelimiter",
            lower(content.recordDelimiter()),
            Definitions.standard(EventSettings.RECORD_DELIMITER)));
    batching(content.batching(), lines);
  }

  private static void batching(Batching batching, List<SettingLine> lines) {
    switch (batching) {
      case Batching.SingleEvents _ -> lines.add(line("sendAsBatch", false, true));
      case Batching.Windows windows ->
          lines.add(
              line(
                  "batchInterval",
                  Span.written(windows.intervalMillis()),
                  Span.written(Definitions.standard(EventSettings.BATCH_INTERVAL))));
      case Batching.Sessions sessions -> {
        lines.add(line("waitForCompleteBatch", true, false));
        lines.add(
            line(
                "sessionTimeout",
                Span.written(sessions.timeoutMillis()),
                Span.written(Definitions.standard(EventSettings.SESSION_TIMEOUT))));
      }
    }
  }

  private static void audiences(AudienceContent content, List<SettingLine> lines) {
    for (AudienceToggle toggle : AudienceToggle.values()) {
      lines.add(line(toggle.key(), content.is(toggle), toggle.standard()));
    }
    List<String> excluded =
        content.excluded().stream().map(type -> type.name().toLowerCase(Locale.ROOT)).toList();
    lines.add(line(AudienceContent.IDENTITIES_TO_EXCLUDE, excluded, List.of()));
    lines.add(line("audiences", content.audiences() == null ? "all" : content.audiences(), "all"));
  }

  private static SettingLine line(String key, Object value, Object standard) {
    String name = DisplayName.of(key);
    String said = said(value);
    return new SettingLine(key, name == null ? "" : name, said, said.equals(said(standard)));
  }

  private static String said(Object value) {
    if (value instanceof Boolean yes) {
      return yes ? "on" : "off";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : String.join(", ", list.stream().map(Object::toString).toList());
    }
    return value.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String words(@Nullable Duration span, String none) {
    return span == null ? none : Span.written(span.toMillis());
  }
}
