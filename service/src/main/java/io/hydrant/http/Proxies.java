package io.hydrant.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// The proxies whose word is believed of who asks and how: `X-Forwarded-For` and
/// `X-Forwarded-Proto`. Of anybody else these headers are as if they were not there.
///
/// @param trusted where those come from that are believed
public record Proxies(List<AddressRange> trusted) {
  /// Nobody is believed.
  public static final Proxies NONE = new Proxies(List.of());

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /// Where a request comes from: the last in the chain that is none of the proxies. What stands
  /// before it may be invented.
  ///
  /// @param peer who holds the connection
  /// @param forwarded what the `X-Forwarded-For` headers say, in their order
  String client(String peer, List<String> forwarded) {
    List<String> hops = new ArrayList<>();
    forwarded.forEach(header -> hops.addAll(List.of(header.split(",", -1))));
    String client = peer;
    for (String hop : hops.reversed()) {
      InetAddress before = AddressRange.address(bare(hop.strip()));
      if (!isTrusted(client) || before == null) {
        break;
      }
      client = before.getHostAddress();
    }
    return client;
  }

  /// Whether the client's own connection is encrypted, as a proxy says. Where several say it, one
  /// of them may be the client's own.
  ///
  /// @param protos what the `X-Forwarded-Proto` headers say
  boolean isSecure(String peer, List<String> protos) {
    return isTrusted(peer) && !protos.isEmpty() && protos.stream().allMatch("https"::equals);
  }

  private boolean isTrusted(String text) {
    InetAddress address = AddressRange.address(text);
    return address != null && trusted.stream().anyMatch(range -> range.contains(address));
  }

  /// Without the port and the brackets that some proxies write.
  private static String bare(String hop) {
    return hop.startsWith("[")
        ? hop.replaceFirst("^\\[([^]]*)].*", "$1")
        : hop.replaceFirst("^([0-9.]+):\\d+$", "$1");
  }
}
