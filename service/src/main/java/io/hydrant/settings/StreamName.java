package io.hydrant.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a delivery stream. Its ARN is what a person has at hand, so that error says more.
record StreamName() implements Shape<String> {
  static final String FORM = "^[a-zA-Z0-9_.-]{1,64}$";

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null || Pattern.matches(FORM, scalar.text())) {
      return scalar == null ? null : scalar.text();
    }
    if (scalar.text().startsWith("arn:")) {
      String name = scalar.written().substring(scalar.written().lastIndexOf('/') + 1);
      String shown = Pattern.matches(FORM, name) ? " " + name : "";
      return value.refuse("write the name of the delivery stream" + shown + ", not the ARN");
    }
    return value.refuse("expected " + words() + ", got " + scalar.shown());
  }

  @Override
  public String words() {
    return "the name of a delivery stream, 1 to 64 letters, digits, _ . -";
  }
}
