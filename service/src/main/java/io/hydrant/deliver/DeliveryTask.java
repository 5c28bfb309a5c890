package io.hydrant.deliver;

import io.hydrant.encode.Encoder;
import io.hydrant.settings.Content;
import java.util.function.IntFunction;

/// Whose messages a loop delivers.
///
/// @param connection its number in the store
/// @param name its name, for people
/// @param contents content settings by revision
public record DeliveryTask(
    int connection, String name, IntFunction<Content> contents, Encoder encoder) {}
