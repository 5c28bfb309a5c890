package io.hydrant.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which addresses the service itself may call: those of the internet, and of others those that a
/// person allowed. Without it an address in the configuration, or whoever answers for its name,
/// could have the service ask the machine's metadata, or its neighbours, on his behalf.
///
/// What a name resolves to is looked at when it is called, and the call goes to what was looked at,
/// see [CheckedNames]. This machine is allowed where it is called by its plain name, as in a trial:
/// a name that merely leads there is not.
///
/// @param allowed addresses that are no longer asked about
public record Outbound(List<AddressRange> allowed) {
  /// Nothing but the internet and, by its plain name, this machine.
  public static final Outbound INTERNET = new Outbound(List.of());

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?i)localhost|127(\\.(0|[1-9]\\d{0,2})){3}|\\[?::1]?");

  private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1");

  /// Neighbours on the wire, metadata of the machine among them, and what is no address of anyone.
  private static final List<AddressRange> NEVER =
      ranges(
          "169.254.0.0/16",
          "fe80::/10",
          "fd00:ec2::/32",
          "0.0.0.0/8",
          "::",
          "224.0.0.0/3",
          "ff00::/8",
          "192.0.0.0/24",
          "168.63.129.16");

  private static final List<AddressRange> PRIVATE =
      ranges(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "198.18.0.0/15",
          "fc00::/7",
          "fec0::/10",
          "64:ff9b:1::/48");

  /// Under which the addresses of another family lie: the last four bytes, or those from the third.
  private static final List<AddressRange> TRANSLATED = ranges("64:ff9b::/96", "::ffff:0:0:0/96");

  private static final AddressRange COMPATIBLE = range("::/96");
  private static final AddressRange TUNNELLED = range("2002::/16");
  private static final int IPV4_BYTES = 4;

  public Outbound {
    allowed = List.copyOf(allowed);
  }

  /// A host that may not be called: a name that leads there counts as one that does not resolve.
  public static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1;

    private Refused() {
      super("it leads to an address that allowOutbound does not name");
    }
  }

  /// Looks at what a host was found to be.
  ///
  /// @param mayBePrivate whether a private network is no surprise for this host
  /// @throws Refused when any of it may not be called
  void check(String host, InetAddress[] found, boolean mayBePrivate) throws Refused {
    for (InetAddress address : found) {
      if (!allows(host, address, mayBePrivate)) {
        throw new Refused();
      }
    }
  }

  /// Whether this host may be called as far as can be told without looking it up.
  public boolean allowsWritten(String host) {
    InetAddress literal = AddressRange.address(host.replaceAll("[\\[\\]]", ""));
    return literal == null || allows(host, literal, false);
  }

  private boolean allows(String host, InetAddress address, boolean mayBePrivate) {
    InetAddress meant = meant(address);
    return isIn(allowed, address)
        || isIn(allowed, meant)
        || (isIn(LOOPBACK, meant)
            ? THIS_MACHINE.matcher(host).matches()
            : !isIn(NEVER, meant) && (mayBePrivate || !isIn(PRIVATE, meant)));
  }

  /// The address of the older family that one of the newer family carries, or itself.
  private static InetAddress meant(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isIn(TRANSLATED, address) || (COMPATIBLE.contains(address) && bytes[12] != 0)) {
      return of(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    }
    return TUNNELLED.contains(address) ? of(Arrays.copyOfRange(bytes, 2, 2 + IPV4_BYTES)) : address;
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(Outbound::range).toList();
  }

  private static AddressRange range(String text) {
    AddressRange range = AddressRange.of(text);
    if (range == null) {
      throw new IllegalArgumentException(text);
    }
    return range;
  }
}
