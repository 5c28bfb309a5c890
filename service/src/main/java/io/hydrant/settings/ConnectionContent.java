package io.hydrant.settings;

/// What a connection carries, and the settings that decide its bytes: events or changes of
/// audiences.
public sealed interface ConnectionContent permits Content, AudienceContent {}
