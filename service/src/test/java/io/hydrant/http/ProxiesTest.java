package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom forwarded headers are believed, and how far.
class ProxiesTest {
  private static final Proxies PROXIES =
      new Proxies(
          Stream.of("10.0.0.0/8", "192.168.7.3", "fd00::/8").map(AddressRange::of).toList());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // nobody in between, or nobody who is trusted
        "203.0.113.9 |                          | 203.0.113.9",
        "203.0.113.9 | 198.51.100.1             | 203.0.113.9",
        "11.0.0.1    | 198.51.100.1             | 11.0.0.1",
        "192.168.7.4 | 198.51.100.1             | 192.168.7.4",
        // a proxy, and several
        "10.1.2.3    | 198.51.100.1             | 198.51.100.1",
        "192.168.7.3 | 198.51.100.1:4711        | 198.51.100.1",
        "fd00::1     | [2001:db8::1]:80         | 2001:db8:0:0:0:0:0:1",
        "10.1.2.3    | 198.51.100.1, 10.9.9.9   | 198.51.100.1",
        // what the client itself wrote before what the proxy added
        "10.1.2.3    | 127.0.0.1, 198.51.100.1  | 198.51.100.1",
        "10.1.2.3    | 10.0.0.1, 198.51.100.1   | 198.51.100.1",
        "10.1.2.3    | x, 198.51.100.1          | 198.51.100.1",
        // no address
        "10.1.2.3    | unknown                  | 10.1.2.3",
        "10.1.2.3    | 198.51.100.1, unknown    | 10.1.2.3",
        "10.1.2.3    | ,                        | 10.1.2.3",
      })
  void theClientIsTheLastThatIsNoProxy(String peer, String forwarded, String client) {
    List<String> headers = forwarded == null ? List.of() : List.of(forwarded);
    assertThat(PROXIES.client(peer, headers)).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneChain() {
    assertThat(PROXIES.client("10.0.0.1", List.of("1.1.1.1", "2.2.2.2, 10.0.0.2")))
        .isEqualTo("2.2.2.2");
  }

  @Test
  void onlyATrustedProxySaysThatAConnectionIsEncrypted() {
    List<String> https = List.of("https");
    assertThat(PROXIES.isSecure("10.0.0.1", https)).isTrue();
    assertThat(PROXIES.isSecure("10.0.0.1", List.of("http"))).isFalse();
    assertThat(PROXIES.isSecure("10.0.0.1", List.of())).isFalse();
    assertThat(PROXIES.isSecure("127.0.0.1", https)).isFalse();
    assertThat(Proxies.NONE.isSecure("10.0.0.1", https)).isFalse();
    // What the client wrote before what the proxy added.
    assertThat(PROXIES.isSecure("10.0.0.1", List.of("https", "http"))).isFalse();
    assertThat(PROXIES.isSecure("10.0.0.1", List.of("https, http"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "proxy.example", "10.0.0.0/8/8", "''"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(AddressRange.of(text)).isNull();
  }
}
