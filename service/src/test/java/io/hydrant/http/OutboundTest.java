package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service itself may call, and the ways in which addresses are written so that nobody
/// knows them again.
class OutboundTest {
  /// What must not be called: the machine's metadata, this machine, neighbours.
  private static final List<String> TARGETS =
      List.of(
          "169.254.169.254",
          "169.254.170.2",
          "127.0.0.1",
          "127.1.2.3",
          "10.0.0.1",
          "10.255.255.254",
          "172.16.0.1",
          "172.31.255.254",
          "192.168.1.1",
          "100.64.0.1",
          "0.0.0.0",
          "224.0.0.1",
          "255.255.255.255",
          "198.18.0.1",
          "168.63.129.16");

  private static final List<String> OTHERS =
      List.of(
          "[fd00:ec2::254]",
          "[fe80::1]",
          "[fe80::a9fe:a9fe%25eth0]",
          "[fc00::1]",
          "[fd12::1]",
          "[::]",
          "[ff02::1]",
          "[::ffff:0:0]",
          "[::127.0.0.1]",
          "[0:0:0:0:0:0:0:0]",
          "[fec0::1]",
          "localhost.",
          "localhost.localdomain",
          "ip6-localhost");

  /// Each of them in every way that some program takes for the same address.
  private static List<String> tricks() {
    List<String> tricks = new ArrayList<>();
    for (String target : TARGETS) {
      String[] parts = target.split("\\.", -1);
      int[] bytes = new int[parts.length];
      long number = 0;
      for (int i = 0; i < parts.length; i++) {
        bytes[i] = Integer.parseInt(parts[i]);
        number = number << Byte.SIZE | bytes[i];
      }
      String high = "%02x%02x".formatted(bytes[0], bytes[1]);
      String low = "%02x%02x".formatted(bytes[2], bytes[3]);
      tricks.addAll(
          List.of(
              Long.toString(number),
              "0x" + Long.toHexString(number),
              "0" + Long.toOctalString(number),
              "0%o.0%o.0%o.0%o".formatted(bytes[0], bytes[1], bytes[2], bytes[3]),
              "0x%x.0x%x.0x%x.0x%x".formatted(bytes[0], bytes[1], bytes[2], bytes[3]),
              "%d.%d.%d".formatted(bytes[0], bytes[1], bytes[2] << Byte.SIZE | bytes[3]),
              "%d.%d"
                  .formatted(
                      bytes[0], bytes[1] << (2 * Byte.SIZE) | bytes[2] << Byte.SIZE | bytes[3]),
              "00%d.%d.%d.%d".formatted(bytes[0], bytes[1], bytes[2], bytes[3]),
              target + ".",
              "[::ffff:" + target + "]",
              "[::ffff:" + high + ":" + low + "]",
              "[0:0:0:0:0:ffff:" + high + ":" + low + "]",
              "[64:ff9b::" + target + "]",
              "[64:ff9b::" + high + ":" + low + "]",
              "[64:ff9b:1::" + high + ":" + low + "]",
              "[::ffff:0:" + high + ":" + low + "]",
              "[2002:" + high + ":" + low + "::1]",
              "user@" + target,
              "user:secret@" + target,
              "firehose.us-east-1.amazonaws.com@" + target,
              "firehose.us-east-1.amazonaws.com%40" + target,
              "firehose.us-east-1.amazonaws.com#@" + target,
              "firehose.us-east-1.amazonaws.com\\@" + target,
              target + "%00.amazonaws.com",
              target.replace('.', '\u3002'),
              target.replace("1", "\u2460")));
      tricks.add(target);
    }
    tricks.addAll(OTHERS);
    return tricks.stream().distinct().toList();
  }

  /// What a URL's host is to Java, whose clients call it; null: it is none, and is refused before.
  private static @Nullable String host(String authority) {
    try {
      return new URI("http://" + authority + "/latest/meta-data/").getHost();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static List<InetAddress> found(String host) {
    try {
      return List.of(resolve(Outbound.INTERNET, host, false));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static InetAddress[] resolve(Outbound outbound, String host, boolean mayBePrivate)
      throws UnknownHostException {
    return new CheckedNames(() -> outbound, _ -> mayBePrivate, CheckedNames.Lookup.SYSTEM)
        .resolve(host);
  }

  /// As Java says it. What is octal to others is decimal to it, and an address of the internet.
  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || address.getHostAddress().matches("(0|100|198|255|fc|fd).*|168\\.63\\.129\\.16");
  }

  @Test
  void noTrick_leadsToWhereNothingMayBeCalled() {
    List<String> tricks = tricks();
    assertThat(tricks).hasSizeGreaterThan(300);
    List<String> hosts = tricks.stream().map(OutboundTest::host).filter(Objects::nonNull).toList();
    assertThat(hosts).hasSizeGreaterThan(100);
    for (String host : hosts) {
      // This machine by its plain name, and AWS where the rest of the text is no host.
      if (!host.matches("127\\.\\d\\.\\d\\.\\d|firehose.*com")) {
        assertThat(found(host)).as(host).noneMatch(OutboundTest::isNear);
      }
      // Those of the newer family are all near, whatever Java says of the older that they carry.
      if (host.startsWith("[")) {
        assertThat(found(host)).as(host).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "[2606:2800:21f:cb07::1]", "[64:ff9b::93.184.215.14]"})
  void theInternet_isCalled(String host) throws UnknownHostException {
    assertThat(resolve(Outbound.INTERNET, host, false)).hasSize(1);
    assertThat(Outbound.INTERNET.allowsWritten(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.1.2.3"})
  void thisMachine_isCalledByItsPlainName(String host) throws UnknownHostException {
    for (InetAddress address : resolve(Outbound.INTERNET, host, false)) {
      assertThat(address.isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void whatIsAllowed_isCalled_andNothingBeside() throws UnknownHostException {
    Outbound outbound = new Outbound(List.of(range("10.1.0.0/16"), range("fd12::/16")));
    assertThat(resolve(outbound, "10.1.2.3", false)).hasSize(1);
    assertThat(resolve(outbound, "[::ffff:10.1.2.3]", false)).hasSize(1);
    assertThat(resolve(outbound, "[fd12::1]", false)).hasSize(1);
    assertThat(outbound.allowsWritten("[fd12::1]")).isTrue();
    for (String other : List.of("10.2.0.1", "[fd13::1]", "169.254.169.254", "[::ffff:127.0.0.1]")) {
      assertThatThrownBy(() -> resolve(outbound, other, false))
          .as(other)
          .isInstanceOf(Outbound.Refused.class);
    }
  }

  /// An endpoint of AWS's in one's own network; never the metadata of the machine.
  @Test
  void whereAPrivateNetworkIsNoSurprise() throws UnknownHostException {
    assertThat(resolve(Outbound.INTERNET, "10.1.2.3", true)).hasSize(1);
    for (String other :
        List.of("169.254.169.254", "[fd00:ec2::254]", "[::ffff:127.0.0.1]", "0.0.0.0")) {
      assertThatThrownBy(() -> resolve(Outbound.INTERNET, other, true))
          .as(other)
          .isInstanceOf(Outbound.Refused.class);
    }
  }

  private static AddressRange range(String text) {
    return Objects.requireNonNull(AddressRange.of(text));
  }
}
