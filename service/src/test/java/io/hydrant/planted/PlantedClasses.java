package io.hydrant.planted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All classes of Hydrant and of its tests once more, some of them with a bug in it. Libraries are
/// those of the process, so that native ones are loaded once.
final class PlantedClasses extends ClassLoader {
  private static final String OURS = "io.hydrant.";
  private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

  private final Map<String, byte[]> edited;

  static {
    registerAsParallelCapable();
  }

  /// @param edited by name, instead of what was built
  PlantedClasses(Map<String, byte[]> edited) {
    super("planted", PlantedClasses.class.getClassLoader());
    this.edited = edited;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = edited.get(name);
    if (bytes == null) {
      bytes = READ.computeIfAbsent(name, this::read);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte @Nullable [] read(String name) {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
