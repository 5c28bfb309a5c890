package io.hydrant.http;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses that begin with the same bits, as CIDR writes them: `10.0.0.0/8`, `fd00::/8`, or one
/// address alone.
///
/// @param bits how many at its beginning count
public record AddressRange(InetAddress from, int bits) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]+)(?:/(\\d{1,3}))?");

  /// Reads one; null when it is none.
  public static @Nullable AddressRange of(String text) {
    Matcher matcher = FORM.matcher(text);
    InetAddress from = matcher.matches() ? address(matcher.group(1)) : null;
    if (from == null) {
      return null;
    }
    int all = from.getAddress().length * Byte.SIZE;
    int bits = matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2));
    return bits > all ? null : new AddressRange(from, bits);
  }

  /// The address that a text is; null when it is none. Looks up nothing.
  static @Nullable InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = from.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 1 << (Byte.SIZE - 1 - i % Byte.SIZE);
      if (((mine[i / Byte.SIZE] ^ other[i / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return from.getHostAddress() + "/" + bits;
  }
}
