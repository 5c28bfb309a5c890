package io.hydrant.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A direct member to leave out of the metadata.
///
/// @param node `device_info`, `application_info` or `source_info`; null: out of all three
/// @param member its name; a bare one has no dot
public record MetadataField(@Nullable String node, String member) {
  static final List<String> NODES = List.of("device_info", "application_info", "source_info");

  public MetadataField {
    boolean known = node == null ? member.indexOf('.') < 0 : NODES.contains(node);
    if (!known || member.isEmpty()) {
      throw new IllegalArgumentException("metadata field: " + node + ", " + member);
    }
  }

  /// What [#toString()] gave.
  static MetadataField of(String text) {
    int dot = text.indexOf('.');
    return new MetadataField(dot < 0 ? null : text.substring(0, dot), text.substring(dot + 1));
  }

  /// As a person writes it: `device_info.device`, or the bare member.
  @Override
  public String toString() {
    return node == null ? member : node + "." + member;
  }
}
