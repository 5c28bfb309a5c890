package io.hydrant.http;

import org.jspecify.annotations.Nullable;

/// Where a door is, and how one gets to it.
///
/// @param port 0 takes any free one
/// @param identity with what it speaks TLS; null: it does not
/// @param proxies that may stand before it
public record Entrance(String host, int port, @Nullable TlsIdentity identity, Proxies proxies) {

  /// Without TLS and without proxies.
  public static Entrance plain(String host, int port) {
    return new Entrance(host, port, null, Proxies.NONE);
  }
}
