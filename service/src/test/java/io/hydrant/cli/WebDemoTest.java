package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.http.RawClient;
import io.hydrant.platform.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebDemoTest {
  private static final byte[] SCRIPT = "var mParticle;".getBytes(StandardCharsets.UTF_8);

  @Test
  void thePageHasTheScript_andSendsToTheCollector() throws IOException {
    try (WebDemo demo = WebDemo.open(SCRIPT, 4711, Clock.system())) {
      int port = URI.create(demo.address()).getPort();
      String page = get(port, "/");
      assertThat(page)
          .contains(
              "<script src=\"mparticle.js\">",
              "v3SecureServiceUrl: '127.0.0.1:4711/v3/JS/'",
              "mParticle.init('quickstart-web-key'")
          .doesNotContain("$COLLECTOR", "$KEY");
      assertThat(get(port, "/mparticle.js")).isEqualTo("var mParticle;");
    }
  }

  private static String get(int port, String path) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").read().body();
    }
  }

  @Test
  void theScriptIsTakenOutOfTheArchive_ofThisChecksumOnly() throws Exception {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    add(tar, "package/dist/mparticle.js.map", new byte[512]);
    add(tar, "package/README.md", new byte[700]);
    add(tar, "package/dist/mparticle.js", SCRIPT);
    tar.write(new byte[1024]);
    byte[] archive = RawClient.gzip(tar.toByteArray());
    String checksum =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(archive));
    assertThat(WebSdk.script(archive, checksum)).isEqualTo(SCRIPT);
    archive[archive.length - 1] ^= 1;
    assertThatThrownBy(() -> WebSdk.script(archive, checksum))
        .hasMessage("its checksum is another one");
  }

  private static void add(ByteArrayOutputStream tar, String name, byte[] file) throws IOException {
    byte[] head = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 512);
    byte[] size = "%011o".formatted(file.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, head, 124, size.length);
    tar.write(head);
    tar.write(file);
    tar.write(new byte[-file.length & 511]);
  }

  @Test
  void aFileThatIsNotThere_isSaidSo() {
    assertThatThrownBy(() -> WebSdk.script(Path.of("nowhere.js")))
        .hasMessage("nowhere.js cannot be read");
  }
}
