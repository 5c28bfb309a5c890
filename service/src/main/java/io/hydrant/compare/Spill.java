package io.hydrant.compare;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The entries of one side in files, by their keys: of both sides, what belongs together lies in
/// files of the same number, so that only one of each is in memory.
final class Spill implements Closeable {
  static final int FILES = 128;

  private final List<Path> paths = new ArrayList<>();
  private final List<DataOutputStream> outs = new ArrayList<>();

  /// @param directory where nothing has this name yet
  Spill(Path directory, String name) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path path = directory.resolve(name + i);
      paths.add(path);
      outs.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 14)));
    }
  }

  void add(Entry entry) throws IOException {
    entry.write(outs.get((int) Long.remainderUnsigned(entry.key().low(), FILES)));
  }

  /// Those of a file, once all are closed; the file goes.
  List<Entry> take(int number) throws IOException {
    Path path = paths.get(number);
    List<Entry> entries = new ArrayList<>();
    long length = Files.size(path);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      while (length > 0 && in.available() > 0) {
        entries.add(Entry.read(in));
      }
    }
    Files.delete(path);
    return entries;
  }

  @Override
  public void close() throws IOException {
    for (DataOutputStream out : outs) {
      out.close();
    }
  }
}
