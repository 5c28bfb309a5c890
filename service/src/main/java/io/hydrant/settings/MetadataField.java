package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A direct member to leave out of the metadata.
///
/// @param node `device_info`, `application_info` or `source_info`; null: out of all three
/// @param member its name
public record MetadataField(@Nullable String node, String member) {}
