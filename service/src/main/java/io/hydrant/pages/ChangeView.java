package io.hydrant.pages;

import io.hydrant.console.AudienceSights;
import org.jspecify.annotations.Nullable;

/// One change of an audience.
///
/// @param who its user; null while nobody has asked for that
public record ChangeView(AudienceSights.Change change, AudienceSights.@Nullable Person who) {}
