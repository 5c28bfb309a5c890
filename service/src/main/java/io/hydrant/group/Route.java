package io.hydrant.group;

import io.hydrant.settings.Content;

/// One connection as the path needs it.
///
/// @param connection its number in the store
/// @param revision the number of its content settings in the store
public record Route(int connection, int revision, Content content) {}
