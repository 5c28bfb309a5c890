package io.hydrant.settings;

import io.hydrant.model.Bytes;
import io.hydrant.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Notices when the files of a configuration change. It goes by what they hold, not by their times:
/// a mounted file that is swapped by a link counts, one that is only touched does not. One
/// thread's.
public final class ConfigurationWatch {
  private static final Bytes MISSING = Bytes.EMPTY;

  private Map<Path, Bytes> read = Map.of();
  private Map<Path, Bytes> seen = Map.of();

  /// Reads a configuration, and watches its files from now on.
  ///
  /// @param reading reads it
  public Loaded read(Supplier<Loaded> reading) {
    Map<Path, Bytes> before = look(read.keySet());
    Loaded loaded = reading.get();
    // A file that changes while it is read is read once more.
    Map<Path, Bytes> now = look(loaded.files());
    before.keySet().retainAll(now.keySet());
    read = new HashMap<>(now);
    read.putAll(before);
    seen = now;
    return loaded;
  }

  /// Looks; to be called every second or so.
  ///
  /// @return whether they are other than they were when they were read, and were so at the last
  ///   look too: a file that is being written is not read half
  public boolean hasChanged() {
    Map<Path, Bytes> now = look(read.keySet());
    boolean isStill = now.equals(seen);
    seen = now;
    return isStill && !now.equals(read);
  }

  private static Map<Path, Bytes> look(Set<Path> files) {
    Map<Path, Bytes> found = new HashMap<>();
    for (Path file : files) {
      found.put(file, digest(file));
    }
    return found;
  }

  private static Bytes digest(Path file) {
    try {
      return Bytes.of(Sha256.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      return MISSING;
    }
  }
}
