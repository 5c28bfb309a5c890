package io.hydrant.settings;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// An address on the web that may hold a password: no problem shows it.
record WebAddress() implements Shape<Secret> {

  @Override
  public @Nullable Secret read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    try {
      URI uri = new URI(scalar.text());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return Secret.of(scalar.text());
      }
    } catch (URISyntaxException e) {
      // Said below, without the text.
    }
    return value.refuse("expected " + words());
  }

  @Override
  public String words() {
    return "an address like https://hooks.example.com/services/…, best as ${env:NAME}";
  }
}
