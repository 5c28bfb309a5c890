package io.hydrant.settings;

/// Where a door listens.
///
/// @param host a name or an address, without brackets
/// @param port 0 takes any free one
public record ListenAddress(String host, int port) {
  public ListenAddress {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port);
    }
  }

  /// Whether only this machine can reach it.
  public boolean loopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  /// As a person writes it: `127.0.0.1:8080`, `[::1]:8080`.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
