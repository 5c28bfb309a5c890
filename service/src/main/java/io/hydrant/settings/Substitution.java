package io.hydrant.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills `${env:NAME}` and `${file:PATH}` into a value; `$${` stands for `${` itself. What it fills
/// in is never part of a problem, and is not searched again.
final class Substitution {
  static final String EXPECTED = "${env:NAME} or ${file:PATH}";

  private static final int FILE_BYTES_MAX = 64 << 10;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");

  private final Value value;

  Substitution(Value value) {
    this.value = value;
  }

  /// `written` with everything filled in, or null after saying what could not be.
  @Nullable String fill(String written) {
    Matcher matcher = REFERENCE.matcher(written);
    StringBuilder filled = new StringBuilder();
    boolean whole = true;
    while (matcher.find()) {
      String part = matcher.group(1) == null ? "${" : resolve(matcher.group(1), matcher.group(2));
      whole &= part != null;
      matcher.appendReplacement(filled, Matcher.quoteReplacement(part == null ? "" : part));
    }
    return whole ? matcher.appendTail(filled).toString() : null;
  }

  private @Nullable String resolve(String reference, String end) {
    if (!end.isEmpty() && reference.startsWith("env:")) {
      return variable(reference.substring("env:".length()));
    }
    if (!end.isEmpty() && reference.startsWith("file:")) {
      return content(reference.substring("file:".length()));
    }
    return value.refuse("expected " + EXPECTED + " after ${, or $${ for the characters themselves");
  }

  private @Nullable String variable(String name) {
    String found = value.source().environment().get(name);
    return found != null
        ? found
        : value.refuse("${env:" + name + "}: this environment variable is not set");
  }

  private @Nullable String content(String name) {
    try {
      Path file = value.source().resolve(name);
      value.source().files().add(file);
      if (Files.size(file) > FILE_BYTES_MAX) {
        return value.refuse("${file:" + name + "}: larger than 64KiB");
      }
      return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
    } catch (NoSuchFileException e) {
      return value.refuse("${file:" + name + "}: there is no such file" + from());
    } catch (CharacterCodingException e) {
      return value.refuse("${file:" + name + "}: not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      return value.refuse("${file:" + name + "}: cannot be read" + from() + because(e));
    }
  }

  /// Where relative paths start, since a person may think it is elsewhere.
  private String from() {
    return " (seen from " + value.source().directory() + ")";
  }

  private static String because(Exception e) {
    return e instanceof AccessDeniedException ? ": not allowed" : "";
  }
}
