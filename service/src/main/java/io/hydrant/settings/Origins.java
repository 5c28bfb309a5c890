package io.hydrant.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A list of web pages by their origins, in the form in which browsers send them.
record Origins() implements Shape<List<String>> {
  /// What [#WORDS] says, for editors.
  static final String FORM = "^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$";

  private static final String WORDS = "an origin like https://shop.example";
  private static final Pattern PATTERN = Pattern.compile(FORM);

  @Override
  public @Nullable List<String> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    if (items.isEmpty()) {
      return value.refuse("is empty; leave the key out for all pages");
    }
    List<String> origins = new ArrayList<>();
    for (Value item : items) {
      Scalar scalar = item.text(WORDS);
      if (scalar != null && PATTERN.matcher(scalar.text()).matches()) {
        origins.add(sent(scalar.text()));
      } else if (scalar != null) {
        item.refuse("expected " + WORDS + ", without a path, got " + scalar.shown());
      }
    }
    return origins.size() == items.size() ? origins : null;
  }

  /// Browsers write scheme and host in lower case, and no port that is the scheme's own.
  private static String sent(String written) {
    URI uri = URI.create(written.toLowerCase(Locale.ROOT));
    boolean isUsual = uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
    String host = uri.getScheme() + "://" + uri.getHost();
    return isUsual || uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }

  @Override
  public String words() {
    return "a list of origins like https://shop.example";
  }
}
