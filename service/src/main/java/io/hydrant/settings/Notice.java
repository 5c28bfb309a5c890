package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// Who is told of alerts.
///
/// @param webhook where they are posted; null: nowhere
/// @param secret signs what is posted; null: it is not signed
public record Notice(@Nullable Secret webhook, @Nullable Secret secret) {}
