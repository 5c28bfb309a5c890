package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The directory a service keeps everything in, held by one process at a time. The lock dies with
/// its process, so that a stale one never blocks; its file names the holder for whoever comes
/// second.
public final class DataDirectory implements AutoCloseable {
  static final int FORMAT = 3;
  private static final String TABLES = "store";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Creates it when it is not there, and takes the lock.
  ///
  /// @throws IOException when another process holds it (the message names that one) or it cannot be
  ///   used
  public static DataDirectory lock(Path path) throws IOException {
    return lock(path, DurableDirectory::sync);
  }

  /// The same.
  static DataDirectory lock(Path path, DurableDirectory.Sync sync) throws IOException {
    DurableDirectory.create(path, sync);
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new IOException(
          path + " is in use by " + (holder.isEmpty() ? "another process" : holder));
    }
    try {
      checkFormat(path.resolve("format"));
      DurableDirectory.create(path.resolve(TABLES), sync);
      // Also what an earlier process created and had no time to sync.
      sync.sync(path);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    byte[] holder =
        ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder), 0);
    return new DataDirectory(path, channel);
  }

  /// The format stands beside the store, not in it, so that an older version can refuse a newer
  /// directory without opening it: opening alone would write.
  private static void checkFormat(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path fresh = file.resolveSibling("format.new");
      Files.writeString(fresh, FORMAT + "\n");
      sync(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    String format = Files.readString(file).strip();
    if (!format.equals(String.valueOf(FORMAT))) {
      throw new IOException(
          file.getParent()
              + " has data format "
              + format
              + ", this version of Hydrant reads "
              + FORMAT
              + ": use the version that wrote it, or a newer one");
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  Path tables() {
    return path.resolve(TABLES);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
