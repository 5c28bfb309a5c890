package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// Where metrics are read, beside the console.
///
/// @param address of a door for them alone; null: there is none
/// @param token that opens it; null: it is open
public record Scraping(@Nullable ListenAddress address, @Nullable Secret token) {}
