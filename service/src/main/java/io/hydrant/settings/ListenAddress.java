package io.hydrant.settings;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

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
    literal(host);
  }

  /// Whether only this machine can reach it. A name that merely starts like such an address
  /// (`127.0.0.1.example.com`) may lead anywhere.
  public boolean loopback() {
    InetAddress address = literal(host);
    return address == null ? host.equals("localhost") : address.isLoopbackAddress();
  }

  /// Whether one machine cannot listen at both.
  boolean collides(ListenAddress other) {
    boolean sameHost = host.equals(other.host) || everywhere() || other.everywhere();
    return port != 0 && port == other.port && sameHost;
  }

  /// How this machine itself reaches it.
  ListenAddress fromHere() {
    return everywhere() ? new ListenAddress("127.0.0.1", port) : this;
  }

  /// As a person writes it: `127.0.0.1:8080`, `[::1]:8080`.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private boolean everywhere() {
    InetAddress address = literal(host);
    return address != null && address.isAnyLocalAddress();
  }

  /// The address that the host is, or null when it is a name; looks up nothing.
  private static @Nullable InetAddress literal(String host) {
    boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    return address ? InetAddress.ofLiteral(host) : null;
  }
}
