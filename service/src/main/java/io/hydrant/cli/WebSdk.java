package io.hydrant.cli;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The script of `@mparticle/web-sdk`, as it is published. It is no part of Hydrant: it is taken
/// from a file, or from the npm registry when a person asks for the demo; then it must be the one
/// of this checksum.
final class WebSdk {
  static final String VERSION = "2.68.0";
  private static final URI TARBALL =
      URI.create("https://registry.npmjs.org/@mparticle/web-sdk/-/web-sdk-" + VERSION + ".tgz");
  private static final String SHA_512 =
      "8skZUMfkMlj/BnK4a6P7nNHTd/Fp/02lWBvFWn9l7WIbEUfTsMRxjAmSquZ8tgzTdMscR/FOFAvDaTwKu+t/tQ==";
  private static final String SCRIPT = "package/dist/mparticle.js";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int DONE = 200;

  // A tar archive: a block that names a file and says how long it is, then the file in whole
  // blocks.
  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 11;
  private static final int OCTAL = 8;

  private WebSdk() {}

  /// The script.
  ///
  /// @param file null: from the registry
  static byte[] script(@Nullable Path file) throws InterruptedException {
    try {
      return file == null ? script(download(), SHA_512) : Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          file == null
              ? TARBALL + " cannot be used (" + e + "); give the SDK's dist/mparticle.js: --web-sdk"
              : file + " cannot be read");
    }
  }

  private static byte[] download() throws IOException, InterruptedException {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    try (HttpClient client = builder.proxy(ProxySelector.getDefault()).build()) {
      HttpRequest request = HttpRequest.newBuilder(TARBALL).timeout(PATIENCE).build();
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != DONE) {
        throw new IOException("answered " + response.statusCode());
      }
      return response.body();
    }
  }

  /// The script in a published archive.
  ///
  /// @param sha512 of the archive, as the registry writes it
  /// @throws IOException when it is another archive
  static byte[] script(byte[] tarball, String sha512) throws IOException {
    if (!Base64.getEncoder().encodeToString(sha512(tarball)).equals(sha512)) {
      throw new IOException("its checksum is another one");
    }
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(tarball)))) {
      byte[] head = in.readNBytes(BLOCK_BYTES);
      while (head.length == BLOCK_BYTES && head[0] != 0) {
        String size = new String(head, SIZE_AT, SIZE_BYTES, StandardCharsets.US_ASCII);
        int length = Integer.parseInt(size.strip(), OCTAL);
        byte[] file = in.readNBytes(length);
        in.skipNBytes(-length & (BLOCK_BYTES - 1));
        String name = new String(head, 0, NAME_BYTES, StandardCharsets.US_ASCII);
        if (name.startsWith(SCRIPT + '\0')) {
          return file;
        }
        head = in.readNBytes(BLOCK_BYTES);
      }
    }
    throw new IOException("there is no " + SCRIPT + " in it");
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
