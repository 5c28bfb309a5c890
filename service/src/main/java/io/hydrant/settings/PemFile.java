package io.hydrant.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The path of a PEM file; what it holds is read, and no problem shows it. The file is one of the
/// configuration's: when it changes, the configuration is read again.
record PemFile() implements Shape<String> {
  private static final int BYTES_MAX = 256 << 10;

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null) {
      return null;
    }
    if (scalar.text().contains("-----")) {
      return value.refuse("expected " + words() + ", got what such a file holds");
    }
    try {
      Path file = value.source().resolve(scalar.text());
      value.source().files().add(file);
      if (Files.size(file) > BYTES_MAX) {
        return value.refuse(scalar.shown() + ": larger than 256KiB");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      Path from = value.source().directory();
      return value.refuse(scalar.shown() + ": there is no such file (seen from " + from + ")");
    } catch (AccessDeniedException e) {
      return value.refuse(scalar.shown() + ": cannot be read: not allowed");
    } catch (IOException | InvalidPathException e) {
      return value.refuse(scalar.shown() + ": cannot be read");
    }
  }

  @Override
  public String words() {
    return "the path of a PEM file";
  }
}
