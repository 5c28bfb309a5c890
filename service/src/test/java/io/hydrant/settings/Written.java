package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A configuration as a test writes it: the least that is valid, and what the test adds.
final class Written {
  static final String INPUT_SECRET = "in/put+S3cret=";
  static final String AWS_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final Map<String, String> ENVIRONMENT =
      Map.of("IOS_SECRET", INPUT_SECRET, "AWS_KEY", "AKIAIOSFODNN7EXAMPLE", "EMPTY", "");

  private final Map<Section, Map<String, String>> lines = new EnumMap<>(Section.class);

  Written() {
    for (Section section : Section.values()) {
      lines.put(section, new LinkedHashMap<>());
    }
    with(Section.INPUT, "name", "ios-app");
    with(Section.INPUT, "key", "us1-0123456789abcdef");
    with(Section.INPUT, "secret", "${env:IOS_SECRET}");
    with(Section.CONNECTION, "name", "app-events");
    with(Section.CONNECTION, "deliveryStreamName", "my-stream");
  }

  /// With a key on a line of its own, in place of the same key.
  Written with(Section section, String key, String yaml) {
    lines.getOrDefault(section, Map.of()).put(key, yaml);
    return this;
  }

  Written without(Section section, String key) {
    lines.getOrDefault(section, Map.of()).remove(key);
    return this;
  }

  /// Without a section, whatever is in it.
  Written empty(Section section) {
    lines.getOrDefault(section, Map.of()).clear();
    return this;
  }

  String text() {
    nest(Section.COLLECTOR, Section.COLLECTOR_TLS);
    nest(Section.CONSOLE, Section.CONSOLE_TLS);
    Map<String, String> user = lines.getOrDefault(Section.CONSOLE_USER, Map.of());
    if (!user.isEmpty()) {
      with(Section.CONSOLE, "users", "[" + flow(user) + "]");
    }
    nest(Section.INPUT, Section.LIMITS);
    nest(Section.CONNECTION, Section.PACKING);
    return keys(Section.ROOT, "")
        + block(Section.COLLECTOR)
        + block(Section.CONSOLE)
        + block(Section.METRICS)
        + block(Section.DEDUP)
        + block(Section.ALERTS)
        + block(Section.LOG)
        + list("inputs", Section.INPUT)
        + list("outputs", Section.OUTPUT)
        + list("connections", Section.CONNECTION);
  }

  /// The configuration, which must be valid.
  Configuration accepted() {
    return accepted(text());
  }

  /// The errors, as a person sees them.
  List<String> refused() {
    return refused(text());
  }

  static Loaded load(String text) {
    return ConfigurationFile.parse(text, "hydrant.yaml", Path.of("/etc/hydrant"), ENVIRONMENT);
  }

  static Configuration accepted(String text) {
    return switch (load(text)) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new AssertionError(refused.errors() + "\n" + text);
    };
  }

  static List<String> refused(String text) {
    Loaded loaded = load(text);
    assertThat(loaded).as(text).isInstanceOf(Loaded.Refused.class);
    return loaded instanceof Loaded.Refused refused
        ? refused.errors().stream().map(ConfigurationError::toString).toList()
        : List.of();
  }

  /// Writes what stands in `inner` under its key in `outer`.
  private void nest(Section outer, Section inner) {
    Map<String, String> keys = lines.getOrDefault(inner, Map.of());
    if (!keys.isEmpty()) {
      with(outer, inner.path().replaceFirst(".*\\.", ""), flow(keys));
    }
  }

  private String block(Section section) {
    return lines.getOrDefault(section, Map.of()).isEmpty()
        ? ""
        : section.path() + ":\n" + keys(section, "  ");
  }

  private String list(String key, Section section) {
    String item = keys(section, "    ");
    return item.isEmpty() ? "" : key + ":\n  - " + item.stripLeading();
  }

  private String keys(Section section, String indent) {
    return lines.getOrDefault(section, Map.of()).entrySet().stream()
        .map(line -> indent + line.getKey() + ": " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String flow(Map<String, String> lines) {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
