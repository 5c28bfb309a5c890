package io.hydrant.reference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one batch brings to one message.
///
/// @param received the batch as it came, under the documented names
/// @param members what the settings leave beside `events`
/// @param events the selected ones that go into this message, completed
record Part(
    Received received,
    Map<String, @Nullable Object> members,
    List<Map<String, @Nullable Object>> events) {}
