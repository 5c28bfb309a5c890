package io.hydrant.store;

import io.hydrant.model.Message;
import org.jspecify.annotations.Nullable;

/// A message that is whole when it comes and leaves by itself, at once.
///
/// @param connection whose it is, by its number
/// @param input through which it came, by name
/// @param filteredBy the key of the setting by which it is not sent; null when it is
/// @param isDiscarded whether it is thrown away, by a setting that a person chose
public record Announcement(
    int connection, String input, Message message, @Nullable String filteredBy, boolean isDiscarded)
    implements Step {}
