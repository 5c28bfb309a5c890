package io.hydrant.settings;

import io.hydrant.http.Entrance;
import io.hydrant.http.Proxies;
import io.hydrant.http.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// A door of the configuration.
///
/// @param identity with what it speaks TLS; null: it does not
public record Listener(ListenAddress address, @Nullable TlsIdentity identity) {

  /// `http` or `https`.
  public String scheme() {
    return identity == null ? "http" : "https";
  }

  /// For who opens it.
  public Entrance entrance(Proxies proxies) {
    return new Entrance(address.host(), address.port(), identity, proxies);
  }

  /// Where people find it once it is open.
  public Listener at(int port) {
    return new Listener(new ListenAddress(address.host(), port), identity);
  }

  /// How this machine itself reaches it.
  public Listener fromHere() {
    return new Listener(address.fromHere(), identity);
  }

  /// As people open it.
  @Override
  public String toString() {
    return scheme() + "://" + address;
  }
}
