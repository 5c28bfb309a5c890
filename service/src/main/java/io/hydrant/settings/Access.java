package io.hydrant.settings;

import io.hydrant.http.Proxies;

/// Where Hydrant is reached, and who stands before it.
///
/// @param collector where batches come in
/// @param console where people look
/// @param logins who may look at the console
/// @param scraping where metrics are read
/// @param isBehindProxy whether a proxy in front of the doors speaks TLS for them
/// @param proxies whose word of who asks is believed
public record Access(
    Listener collector,
    Listener console,
    Logins logins,
    Scraping scraping,
    boolean isBehindProxy,
    Proxies proxies) {}
