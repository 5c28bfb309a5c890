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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The directory a service keeps everything in, held by one process at a time. The lock dies with
/// its process, so that a stale one never blocks; its file names the holder for whoever comes
/// second.
public final class DataDirectory implements AutoCloseable {
  static final String FORMAT = "3";
  static final String TABLES = "store";
  static final String FORMAT_FILE = "format";

  /// The format of what a [Backup] holds: no version takes it for a data directory.
  static final String BACKUP_FORMAT = FORMAT + " backup";

  private static final String UNFINISHED_FORMAT = FORMAT + " unfinished";
  private static final String CHECKPOINT = "checkpoint";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Creates it when it is not there, and takes the lock.
  ///
  /// @throws DataInUseException when another process holds it: the message names that one
  /// @throws IOException when it cannot be used
  public static DataDirectory lock(Path path) throws IOException {
    return lock(path, DurableDirectory::sync);
  }

  /// Creates one that nobody opens before it is [#finish]ed, whatever becomes of this process.
  ///
  /// @throws IOException when something lies there already, or it cannot be created
  static DataDirectory begin(Path path) throws IOException {
    requireEmpty(path);
    return lock(path, DurableDirectory::sync, UNFINISHED_FORMAT);
  }

  /// Makes it a data directory like any other.
  void finish() throws IOException {
    writeFormat(path.resolve(FORMAT_FILE), FORMAT);
  }

  /// @throws IOException when something lies there
  static void requireEmpty(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        throw new IOException(path + " is not empty");
      }
    }
  }

  /// The same.
  static DataDirectory lock(Path path, DurableDirectory.Sync sync) throws IOException {
    return lock(path, sync, FORMAT);
  }

  private static DataDirectory lock(Path path, DurableDirectory.Sync sync, String format)
      throws IOException {
    DurableDirectory.create(path, sync);
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new DataInUseException(
          path + " is in use by " + (holder.isEmpty() ? "another process" : holder));
    }
    try {
      checkFormat(path.resolve(FORMAT_FILE), format);
      Copy.remove(path.resolve(CHECKPOINT));
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
  private static void checkFormat(Path file, String expected) throws IOException {
    if (!Files.exists(file)) {
      writeFormat(file, expected);
      return;
    }
    String format = Files.readString(file).strip();
    if (format.equals(expected)) {
      return;
    }
    throw new IOException(
        file.getParent()
            + switch (format) {
              case BACKUP_FORMAT -> " is a backup: hydrant restore makes a data directory of it";
              case UNFINISHED_FORMAT ->
                  " was not finished: remove it, and restore or salvage once more";
              default ->
                  " has data format "
                      + format
                      + ", this version of Hydrant reads "
                      + FORMAT
                      + ": use the version that wrote it, or a newer one";
            });
  }

  /// All of it or nothing, and durable.
  static void writeFormat(Path file, String format) throws IOException {
    Path fresh = file.resolveSibling("format.new");
    Files.writeString(fresh, format + "\n");
    DurableDirectory.syncFile(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    DurableDirectory.sync(file.resolveSibling("."));
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

  /// Where a backup holds on to what it copies, while it does; what an earlier process left there
  /// goes when the next takes the lock.
  Path checkpoint() {
    return path.resolve(CHECKPOINT);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
