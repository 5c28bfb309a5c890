package io.hydrant.vectors;

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
public final class StrictJson {

  /// A value of a text.
  ///
  /// @param name decoded, if it is a member's
  /// @param raw the value as it stands in the text
  /// @param children members or elements, in their order
  public record Value(@Nullable String name, String raw, List<Value> children) {
    /// The member of this name.
    public @Nullable Value member(String wanted) {
      for (Value child : children) {
        if (wanted.equals(child.name)) {
          return child;
        }
      }
      return null;
    }
  }

  private static final Pattern SPACE = Pattern.compile("[ \t\r\n]*+");
  private static final Pattern SCALAR =
      Pattern.compile(
          "-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+|true|false|null");
  private static final Pattern STRING =
      Pattern.compile("\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(....)|(.))");

  private final String text;
  private final Matcher matcher;
  private int at;

  private StrictJson(String text) {
    this.text = text;
    this.matcher = SPACE.matcher(text);
  }

  /// Every value of the text in its order, `name=` before those that have one; null when the text
  /// is refused.
  public static @Nullable List<String> values(byte[] utf8) {
    Value document = document(utf8);
    if (document == null) {
      return null;
    }
    List<String> values = new ArrayList<>();
    flatten(document, values);
    return values;
  }

  private static void flatten(Value value, List<String> into) {
    into.add(value.name == null ? value.raw : value.name + "=" + value.raw);
    value.children.forEach(child -> flatten(child, into));
  }

  /// The document that the text is; null when it is refused.
  public static @Nullable Value document(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      StrictJson json = new StrictJson(text.startsWith("\uFEFF") ? text.substring(1) : text);
      Value document = json.value(null, 1);
      json.skip(SPACE);
      return json.at == json.text.length() ? document : null;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return null;
    }
  }

  private Value value(@Nullable String name, int level) {
    skip(SPACE);
    int start = at;
    List<Value> children = new ArrayList<>();
    if (is('{')) {
      children('}', level, children);
    } else if (is('[')) {
      children(']', level, children);
    } else if (!is('"')) {
      token(SCALAR);
      require(at - start <= 1000);
    } else {
      token(STRING);
    }
    return new Value(name, text.substring(start, at), children);
  }

  private void children(char end, int level, List<Value> children) {
    require(level <= 100);
    at++;
    skip(SPACE);
    Set<String> names = new HashSet<>();
    while (!is(end)) {
      if (!children.isEmpty()) {
        require(is(','));
        at++;
      }
      children.add(value(end == '}' ? name(names) : null, level + 1));
      skip(SPACE);
    }
    at++;
  }

  private String name(Set<String> before) {
    skip(SPACE);
    String name = decoded(token(STRING));
    require(before.add(name));
    skip(SPACE);
    require(is(':'));
    at++;
    return name;
  }

  /// The characters of a string that was read.
  public static String decoded(String string) {
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
