package io.hydrant.settings;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// The address of something that speaks the protocol of Amazon Data Firehose.
record Endpoint() implements Shape<URI> {

  @Override
  public @Nullable URI read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    URI uri = web(scalar.text());
    boolean bare =
        uri != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    // Refused without the text: it may hold a password.
    return bare ? uri : value.refuse("expected " + words());
  }

  /// The address that `text` is, when it is one on the web with a host; else null.
  static @Nullable URI web(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return isWeb && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  @Override
  public String words() {
    return "an address like https://firehose.eu-west-1.amazonaws.com,"
        + " without user, query or fragment";
  }
}
