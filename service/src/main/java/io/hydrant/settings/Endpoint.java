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
    try {
      URI uri = new URI(scalar.text());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean bare =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (web && bare && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, without the text: it may hold a password.
    }
    return value.refuse("expected " + words());
  }

  @Override
  public String words() {
    return "an address like https://firehose.eu-west-1.amazonaws.com,"
        + " without user, query or fragment";
  }
}
