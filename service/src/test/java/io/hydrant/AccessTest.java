package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.http.RawClient;
import io.hydrant.http.TlsFiles;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A service whose doors speak TLS, as its configuration file says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private final Emulator emulator = Emulator.start(EmulatorOptions.builder().stream("s").build());
  private Path directory;
  private Service service;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    directory = data;
    service =
        Service.start(
            configuration("one", 0), Clock.system(), Chance.of(new SplittableRandom(3)), () -> {});
  }

  @AfterAll
  void close() {
    service.close();
    emulator.close();
  }

  /// @param certificate that both doors show
  private Configuration configuration(String certificate, int consolePort) throws IOException {
    for (String kind : List.of("pem", "key")) {
      Files.writeString(
          directory.resolve("server." + kind),
          Files.readString(TlsFiles.path(certificate + "." + kind)));
    }
    Path file = directory.resolve("hydrant.yaml");
    String tls = "tls: { certificate: server.pem, key: server.key }";
    Files.writeString(
        file,
        ServiceFixture.yaml(emulator, "sendAsBatch: false", 0)
            .replace("{ listen: 127.0.0.1:0 }", "{ listen: 127.0.0.1:0, " + tls + " }")
            .replaceFirst(
                "console: \\{ listen: 127.0.0.1:0", "console: { listen: 127.0.0.1:" + consolePort));
    return switch (ConfigurationFile.load(file, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static Socket connect(SSLContext context, int port) throws IOException {
    return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }

  private RawClient.Answered post(String trusted) throws Exception {
    SSLContext trusting = TlsFiles.trusting(trusted + ".pem");
    try (RawClient client = new RawClient(connect(trusting, service.collectorPort()))) {
      String head = "POST /v2/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: ";
      String credentials = ServiceFixture.basic("key:secret");
      String length = "\r\nContent-Length: " + BATCH.length() + "\r\n\r\n";
      return client.send(head + credentials + length + BATCH).read();
    }
  }

  /// The command line goes by the file: it trusts the certificate that stands there, and no other.
  private int ledger(Prompt prompt) {
    return prompt.run("ledger", "--config", directory.resolve("hydrant.yaml").toString());
  }

  @Test
  void batchesAndCommandsComeByTls_andAnotherCertificateIsShownAfterAReload() throws Exception {
    assertThat(post("one").status()).isEqualTo(202);
    configuration("one", service.consolePort());
    Prompt prompt = new Prompt();
    assertThat(ledger(prompt)).as(prompt.said()).isZero();
    assertThat(prompt.out()).contains("out");

    Configuration next = configuration("two", service.consolePort());
    assertThat(ledger(prompt)).isEqualTo(4);
    assertThat(prompt.err()).contains("its certificate is not trusted here");
    assertThat(service.reload(next))
        .filteredOn(line -> line.contains("shows another certificate, valid until 21"))
        .hasSize(2);
    assertThat(ledger(prompt)).as(prompt.said()).isZero();
    assertThat(post("two").status()).isEqualTo(202);
  }
}
