package io.hydrant.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of an Event connection that decide bytes and groups. They travel with what waits,
/// by revision; all others are delivery settings and always today's.
///
/// @param on the toggles that are on
/// @param uniqueId top-level `unique_id` of every message; null when unset
/// @param schemaVersion 1 or 2
public record Content(
    Set<Toggle> on,
    @Nullable String uniqueId,
    int schemaVersion,
    List<MetadataField> metadataFieldExclusion,
    EnvironmentFilter environment,
    Batching batching,
    RecordDelimiter recordDelimiter)
    implements ConnectionContent {
  /// The key of [#metadataFieldExclusion()].
  public static final String METADATA_FIELD_EXCLUSION = "metadataFieldExclusion";

  public Content {
    on = Set.copyOf(on);
    metadataFieldExclusion = List.copyOf(metadataFieldExclusion);
    if (schemaVersion != 1 && schemaVersion != 2) {
      throw new IllegalArgumentException("schemaVersion: " + schemaVersion);
    }
  }

  /// What holds when a connection says nothing.
  public static Content standard() {
    return ConnectionResolver.content(Block.empty(Section.CONNECTION));
  }

  public boolean is(Toggle toggle) {
    return on.contains(toggle);
  }

  /// Whether a direct member of a node of the metadata is left out.
  public boolean excludes(String node, String member) {
    for (MetadataField field : metadataFieldExclusion) {
      if ((field.node() == null || field.node().equals(node)) && field.member().equals(member)) {
        return true;
      }
    }
    return false;
  }
}
