package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A door that speaks TLS, on two event loops.
class TlsTest {
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /// Fatal: the version is none that is spoken.
  private static final byte[] VERSION_ALERT = {21, 2, 70};

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Doors doors = Doors.start(Clock.system(), Chance.of(new SplittableRandom(1)), 2);

  @AfterEach
  void close() {
    doors.close();
  }

  private Door open(TlsIdentity identity) throws IOException {
    DoorLimits limits = new DoorLimits(1_000, 1 << 20, LONG, LONG, LONG, LONG);
    return doors.open(
        "tls",
        new Entrance("127.0.0.1", 0, identity, Proxies.NONE),
        limits,
        exchange ->
            exchange.answer(Reply.text(200, "text/plain", "secure: " + exchange.isSecure())));
  }

  @ParameterizedTest
  @CsvSource({
    "one.pem, one.key, TLSv1.3",
    "one.pem, one-sec1.key, TLSv1.2",
    "two.pem, two.key, TLSv1.3",
    "two.pem, two.key, TLSv1.2",
    "three.pem, three.key, TLSv1.3",
  })
  void aKeyOfAnyUsualForm_isSpokenWith(String certificate, String key, String version)
      throws Exception {
    Door door = open(TlsFiles.identity(certificate, key));
    SSLContext trusting = TlsFiles.trusting(certificate);
    try (SSLSocket socket = TlsFiles.connect(trusting, door.port(), version);
        RawClient client = new RawClient(socket)) {
      assertThat(socket.getSession().getCipherSuite()).containsPattern("GCM|CHACHA20");
      Answered answered = client.send(GET.formatted("")).read();
      assertThat(answered.body()).isEqualTo("secure: true");
      assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n").read().status())
          .as("a folded header")
          .isEqualTo(400);
    }
  }

  @Test
  void whoSpeaksAnOlderVersion_orNoTls_orTrustsAnother_getsNothing() throws Exception {
    Door door = open(TlsFiles.identity("one.pem", "one.key"));
    for (int minor : new int[] {1, 2}) {
      assertThat(alertOf(door.port(), minor)).as("TLS 1." + (minor - 1)).isEqualTo(VERSION_ALERT);
    }
    SSLContext other = TlsFiles.trusting("two.pem");
    assertThatThrownBy(() -> TlsFiles.connect(other, door.port(), "TLSv1.3"))
        .isInstanceOf(SSLException.class);
    try (RawClient client = new RawClient(door.port())) {
      client.send(GET.formatted(""));
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  /// A hello in bytes: the JDK's own clients no longer say it.
  ///
  /// @param minor of the version, 1 for TLS 1.0
  private static byte[] alertOf(int port, int minor) throws IOException {
    HexFormat hex = HexFormat.of();
    String random = "5a".repeat(32);
    String suites = "000ac013c009c014c00a002f";
    String extensions = "000e" + "000a000400020017" + "000b00020100";
    byte[] said = hex.parseHex("03%02x%s00%s0100%s".formatted(minor, random, suites, extensions));
    String hello = "01%06x%s".formatted(said.length, hex.formatHex(said));
    byte[] record = hex.parseHex("1603%02x%04x%s".formatted(minor, hello.length() / 2, hello));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(record);
      byte[] answer = socket.getInputStream().readNBytes(7);
      // The kind of record, and what it says: its version is anybody's.
      return new byte[] {answer[0], answer[5], answer[6]};
    }
  }

  /// Who gets the key later reads nothing of what was said: each suite agrees on a secret anew.
  @Test
  void suitesOfYesterday_areNotSpoken() throws Exception {
    Door door = open(TlsFiles.identity("two.pem", "two.key"));
    try (SSLSocket socket =
        (SSLSocket)
            TlsFiles.trusting("two.pem")
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(
          new String[] {
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
          });
      assertThatThrownBy(socket::startHandshake)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("handshake_failure");
    }
  }

  /// Requests on connections old and new, while the certificate changes to and fro.
  @Test
  void anotherCertificate_isSeenByNewConnections_andNoRequestIsRefused() throws Exception {
    TlsIdentity one = TlsFiles.identity("one.pem", "one.key");
    TlsIdentity two = TlsFiles.identity("two.pem", "two.key");
    Door door = open(one);
    AtomicBoolean isOver = new AtomicBoolean();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
        SSLSocket kept = TlsFiles.connect(TlsFiles.trusting("one.pem"), door.port(), "TLSv1.3");
        RawClient client = new RawClient(kept)) {
      List<Future<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        requests.add(writers.submit(() -> requests(door.port(), isOver)));
      }
      try {
        for (int i = 0; i < 6; i++) {
          boolean isTwo = i % 2 == 0;
          door.show(isTwo ? two : one);
          String certificate = isTwo ? "two" : "one";
          SSLContext trusting = TlsFiles.trusting(certificate + ".pem");
          for (int j = 0; j < 4; j++) {
            try (SSLSocket socket = TlsFiles.connect(trusting, door.port(), "TLSv1.3")) {
              assertThat(TlsFiles.shown(socket)).isEqualTo("CN=" + certificate);
            }
          }
          assertThat(client.send(GET.formatted("kept")).read().status()).isEqualTo(200);
        }
      } finally {
        isOver.set(true);
      }
      for (Future<Integer> each : requests) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private static int requests(int port, AtomicBoolean isOver) throws Exception {
    List<SSLContext> either = List.of(TlsFiles.trusting("one.pem"), TlsFiles.trusting("two.pem"));
    int answered = 0;
    while (!isOver.get() || answered == 0) {
      try (SSLSocket socket = either(either, port);
          RawClient client = new RawClient(socket)) {
        assertThat(client.send(GET.formatted("new")).read().status()).isEqualTo(200);
        answered++;
      }
    }
    return answered;
  }

  /// Whoever is shown the one that he does not trust asks again.
  private static SSLSocket either(List<SSLContext> trusting, int port) throws IOException {
    try {
      return TlsFiles.connect(trusting.getFirst(), port, "TLSv1.3");
    } catch (SSLException e) {
      assertThat(e).hasMessageContaining("unable to find valid certification path");
      return either(trusting.reversed(), port);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one.key | one.key | holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)",
        "one.pem | one.pem | holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)",
        "one.pem | two.key | holds no key of the certificate's kind, EC",
        "two.pem | one.key | holds no key of the certificate's kind, RSA",
        "one.pem | other.key | is not the key of the certificate beside it",
        "one.pem | one-encrypted.key | is encrypted; write it without a password",
      })
  void whatCannotBeUsed_saysWhy(String certificate, String key, String why) {
    assertThatThrownBy(() -> TlsFiles.identity(certificate, key))
        .isInstanceOf(TlsIdentity.Unusable.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void nothingOfTheKeyIsPrinted() throws Exception {
    assertThat(TlsFiles.identity("two.pem", "two.key").toString()).isEqualTo("CN=two");
  }
}
