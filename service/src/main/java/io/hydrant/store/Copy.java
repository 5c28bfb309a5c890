package io.hydrant.store;

import io.hydrant.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Copies the files of a directory, durably, and says what their bytes come to.
final class Copy {
  private static final int STEP_BYTES = 1 << 20;

  private final CopyProgress progress;
  private long copied;

  private Copy(CopyProgress progress) {
    this.progress = progress;
  }

  /// Copies all files into a directory that is not there yet.
  ///
  /// @return their SHA-256 in hexadecimal digits, by name
  static SortedMap<String, String> all(Path from, Path to, CopyProgress progress)
      throws IOException {
    Files.createDirectory(to);
    List<Path> files = files(from);
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    progress.begin(total);
    Copy copy = new Copy(progress);
    SortedMap<String, String> sums = new TreeMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      sums.put(name, copy.one(file, to.resolve(name)));
    }
    DurableDirectory.sync(to);
    return sums;
  }

  /// The files of a directory, in the order of their names.
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /// Copies the whole lines that a file has now, to which others are added meanwhile; none where it
  /// is not there.
  static void beginning(Path from, Path to) throws IOException {
    byte[] bytes = Files.exists(from) ? Files.readAllBytes(from) : new byte[0];
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    Files.write(to, Arrays.copyOf(bytes, end), StandardOpenOption.CREATE_NEW);
    DurableDirectory.syncFile(to);
  }

  private String one(Path from, Path to) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(STEP_BYTES);
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip().duplicate());
        while (buffer.hasRemaining()) {
          copied += out.write(buffer);
        }
        progress.copied(copied);
      }
      out.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The SHA-256 of a file, in hexadecimal digits.
  static String sum(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[STEP_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Removes a directory and the files in it, if it is there.
  static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    for (Path file : files(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
