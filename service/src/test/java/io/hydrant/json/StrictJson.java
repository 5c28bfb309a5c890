package io.hydrant.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A second reader of the same rules, to judge the first: it decodes the text, descends by
/// recursion and lets regular expressions say what a token is.
final class StrictJson {
  private static final Pattern SPACE = Pattern.compile("[ \t\r\n]*+");
  private static final Pattern SCALAR =
      Pattern.compile(
          "-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+|true|false|null");
  private static final Pattern STRING =
      Pattern.compile("\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(....)|(.))");

  private final String text;
  private final Matcher matcher;
  private final List<String> values = new ArrayList<>();
  private int at;

  private StrictJson(String text) {
    this.text = text;
    this.matcher = SPACE.matcher(text);
  }

  /// Every value of the text in its order, `name=` before those that have one; null when the text
  /// is refused.
  static @Nullable List<String> values(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      StrictJson json = new StrictJson(text.startsWith("\uFEFF") ? text.substring(1) : text);
      json.value("", 1);
      json.skip(SPACE);
      return json.at == json.text.length() ? json.values : null;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return null;
    }
  }

  private void value(String name, int level) {
    skip(SPACE);
    int place = values.size();
    int start = at;
    values.add("");
    if (is('{')) {
      children('}', level, true);
    } else if (is('[')) {
      children(']', level, false);
    } else if (!is('"')) {
      token(SCALAR);
      require(at - start <= 1000);
    } else {
      token(STRING);
    }
    values.set(place, name + text.substring(start, at));
  }

  private void children(char end, int level, boolean named) {
    require(level <= 100);
    at++;
    skip(SPACE);
    Set<String> names = new HashSet<>();
    for (int count = 0; !is(end); count++) {
      if (count > 0) {
        require(is(','));
        at++;
      }
      String name = "";
      if (named) {
        skip(SPACE);
        name = decoded(token(STRING));
        require(names.add(name));
        skip(SPACE);
        require(is(':'));
        at++;
        name += "=";
      }
      value(name, level + 1);
      skip(SPACE);
    }
    at++;
  }

  private static String decoded(String string) {
    return ESCAPE
        .matcher(string.substring(1, string.length() - 1))
        .replaceAll(escape ->
            Matcher.quoteReplacement(
                escape.group(1) != null
                    ? "" + (char) Integer.parseInt(escape.group(1), 16)
                    : "" + "\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape.group(2)))));
  }

  private String token(Pattern pattern) {
    int start = at;
    require(skip(pattern));
    return text.substring(start, at);
  }

  private boolean skip(Pattern pattern) {
    matcher.usePattern(pattern).region(at, text.length());
    boolean found = matcher.lookingAt();
    if (found) {
      at = matcher.end();
    }
    return found;
  }

  private boolean is(char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException();
    }
  }
}
