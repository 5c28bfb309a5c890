package io.hydrant.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// An address on the web that may hold a password: no problem shows it.
record WebAddress() implements Shape<Secret> {

  @Override
  public @Nullable Secret read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    URI uri = Endpoint.web(scalar.text());
    return uri == null || uri.getRawUserInfo() != null
        ? value.refuse("expected " + words())
        : Secret.of(scalar.text());
  }

  @Override
  public String words() {
    return "an address like https://hooks.example.com/services/…, without user, best as ${env:NAME}";
  }
}
