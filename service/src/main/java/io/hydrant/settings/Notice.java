package io.hydrant.settings;

import io.hydrant.http.Outbound;
import org.jspecify.annotations.Nullable;

/// Who is told of alerts.
///
/// @param webhook where they are posted; null: nowhere
/// @param secret signs what is posted; null: it is not signed
/// @param outbound which addresses they may be posted to
public record Notice(@Nullable Secret webhook, @Nullable Secret secret, Outbound outbound) {}
