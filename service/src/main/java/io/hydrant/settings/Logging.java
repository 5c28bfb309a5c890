package io.hydrant.settings;

/// How it is logged what the service does.
///
/// @param isJson an object a line, instead of a line for people
/// @param level `error`, `warn`, `info` or `debug`
public record Logging(boolean isJson, String level) {}
