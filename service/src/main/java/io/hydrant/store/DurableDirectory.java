package io.hydrant.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Directories whose entries survive a loss of power: a file that was synced is gone all the same
/// when the directory that names it was not.
final class DurableDirectory {

  /// Makes what a directory names durable.
  @FunctionalInterface
  interface Sync {
    void sync(Path directory) throws IOException;
  }

  private DurableDirectory() {}

  /// Makes what a directory names durable.
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Makes what a file holds durable.
  static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Creates a directory and those it lies in, as far as they are not there.
  static void create(Path directory, Sync sync) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    create(parent, sync);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    sync.sync(parent);
  }
}
