package io.hydrant.settings;

import io.hydrant.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What tells an input's clients from others.
///
/// @param key the user of HTTP Basic; public where the input is a web page's or an app's
/// @param secrets its passwords, each as good as the other while clients change from one to the
///   next; empty when nobody may come in by one, or only the hashes are known
/// @param hashes SHA-256 of further ones, in hex
public record ApiKey(String key, List<Secret> secrets, List<String> hashes) {
  /// How many secrets are live at a time: the one that goes and the one that comes.
  public static final int SECRETS_MAX = 2;

  public ApiKey {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an empty key");
    }
    secrets = List.copyOf(secrets);
    hashes = List.copyOf(hashes);
  }

  /// SHA-256 of every secret that is live.
  public List<byte[]> digests() {
    List<byte[]> digests = new ArrayList<>();
    for (Secret secret : secrets) {
      digests.add(Sha256.of(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }
    hashes.forEach(hash -> digests.add(HexFormat.of().parseHex(hash)));
    return digests;
  }
}
