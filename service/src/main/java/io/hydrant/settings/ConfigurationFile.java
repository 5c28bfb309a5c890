package io.hydrant.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// A configuration file, read whole: either it is valid, or every error in it is named.
public final class ConfigurationFile {
  private ConfigurationFile() {}

  /// Reads `file`.
  ///
  /// @param environment for `${env:NAME}`
  public static Loaded load(Path file, Map<String, String> environment) {
    return load(file, environment, null);
  }

  /// Reads `file` for a service that is running: what it stands on must be what it was.
  ///
  /// @param environment for `${env:NAME}`
  public static Loaded reload(Path file, Map<String, String> environment, Configuration running) {
    return load(file, environment, running);
  }

  private static Loaded load(
      Path file, Map<String, String> environment, @Nullable Configuration running) {
    Problems problems = new Problems(file.toString());
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    String text = text(file, problems);
    if (text == null || directory == null) {
      return new Loaded.Refused(problems.inOrder(), Set.of(absolute));
    }
    Source source = new Source(directory, environment, problems);
    source.files().add(absolute);
    return resolve(text, source, running);
  }

  /// Reads `text` as if it stood in a file `name` in `directory`.
  public static Loaded parse(
      String text, String name, Path directory, Map<String, String> environment) {
    return parse(text, name, directory, environment, null);
  }

  static Loaded parse(
      String text,
      String name,
      Path directory,
      Map<String, String> environment,
      @Nullable Configuration running) {
    Problems problems = new Problems(name);
    return resolve(text, new Source(directory.toAbsolutePath(), environment, problems), running);
  }

  private static Loaded resolve(String text, Source source, @Nullable Configuration running) {
    Node root = Document.read(text, source.problems());
    Configuration configuration =
        root == null
            ? null
            : new Resolver(source, running).configuration(new Value(source, root, ""));
    List<ConfigurationError> errors = source.problems().inOrder();
    return configuration == null || !errors.isEmpty()
        ? new Loaded.Refused(errors, source.files())
        : new Loaded.Accepted(configuration, source.files());
  }

  private static @Nullable String text(Path file, Problems problems) {
    try {
      if (Files.size(file) <= Document.CHARACTERS_MAX) {
        return Files.readString(file);
      }
      problems.add("larger than 1MiB");
    } catch (NoSuchFileException e) {
      problems.add("there is no such file");
    } catch (AccessDeniedException e) {
      problems.add("cannot be read: not allowed");
    } catch (CharacterCodingException e) {
      problems.add("not UTF-8 text");
    } catch (IOException e) {
      problems.add("cannot be read: " + e.getMessage());
    }
    return null;
  }
}
