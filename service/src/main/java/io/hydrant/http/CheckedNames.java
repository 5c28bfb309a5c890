package io.hydrant.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;

/// What the clients of HTTP find under a name: only what may be called, and they connect to that. A
/// name whose answer changes between a look at it and the call leads nowhere else.
///
/// @param outbound as it is now
/// @param mayBePrivate the hosts for which a private network is no surprise
/// @param lookup what all a name leads to
public record CheckedNames(
    Supplier<Outbound> outbound, Predicate<String> mayBePrivate, Lookup lookup)
    implements DnsResolver {

  /// Where names are looked up.
  @FunctionalInterface
  public interface Lookup {
    /// The system's.
    Lookup SYSTEM = InetAddress::getAllByName;

    InetAddress[] all(String host) throws UnknownHostException;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.all(host);
    outbound.get().check(host, found, mayBePrivate.test(host));
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
