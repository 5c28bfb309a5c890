package io.hydrant.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A disk of its own, so that it can be filled, broken, and its power cut: a file system in a file,
/// or in memory.
final class TestDisk implements AutoCloseable {
  private static final long BYTES = 400L << 20;
  private static final int UNMOUNTS_MAX = 100;

  private final String type;
  private final Path image;
  private final Path mounted;
  private boolean isMounted;

  private TestDisk(String type, Path image, Path mounted) {
    this.type = type;
    this.image = image;
    this.mounted = mounted;
  }

  /// Why this machine has no such disks; empty when it has.
  static String missing(String type) throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "disks of their own are Linux's loop devices and tmpfs";
    }
    if (!Tool.isRoot()) {
      return "mounting needs root";
    }
    if (type.equals("tmpfs")) {
      return "";
    }
    if (!Files.exists(Path.of("/dev/loop-control"))) {
      return "no loop devices (/dev/loop-control)";
    }
    if (!Tool.isThere("mkfs." + type)) {
      return "no mkfs." + type;
    }
    return Tool.isThere("xfs_io") ? "" : "no xfs_io (package xfsprogs)";
  }

  /// Makes one and mounts it.
  ///
  /// @param type `ext4`, `xfs` or `tmpfs`
  static TestDisk make(Path directory, String type) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    TestDisk disk = new TestDisk(type, directory.resolve("image"), directory.resolve("mounted"));
    Files.createDirectories(disk.mounted);
    if (!type.equals("tmpfs")) {
      try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
        file.setLength(BYTES);
      }
    }
    switch (type) {
      case "ext4" -> Tool.run("mkfs.ext4", "-q", "-F", "-m", "0", disk.image);
      case "xfs" -> Tool.run("mkfs.xfs", "-q", "-f", disk.image);
      default -> {}
    }
    disk.mount();
    return disk;
  }

  Path path() {
    return mounted;
  }

  void mount() throws IOException, InterruptedException {
    switch (type) {
      case "ext4" -> Tool.run("mount", "-t", type, "-o", "loop,errors=remount-ro", image, mounted);
      case "xfs" -> Tool.run("mount", "-t", type, "-o", "loop", image, mounted);
      default -> Tool.run("mount", "-t", type, "-o", "size=" + BYTES, type, mounted);
    }
    isMounted = true;
  }

  /// What is not on the disk by now never will be, as when power is lost.
  void cut() throws IOException, InterruptedException {
    Tool.run("xfs_io", "-x", "-c", "shutdown", mounted);
  }

  /// The kernel finds an error on it and makes it read-only; ext4 alone.
  void damage() throws IOException {
    String name = loopDevice();
    Files.writeString(Path.of("/sys/fs/ext4", name, "trigger_fs_error"), "test");
  }

  /// Has it repaired, as a person or the next boot would; not while it is mounted.
  void repair() throws IOException, InterruptedException {
    if (type.equals("ext4")) {
      // 1: errors were corrected.
      Tool.run("sh", "-c", "e2fsck -p -f '" + image + "'; [ $? -le 1 ]");
    }
  }

  /// Fills it with a file of others until no more than so much is free.
  void fill(long freeBytes) throws IOException {
    byte[] zeros = new byte[1 << 16];
    Path filler = mounted.resolve("filler");
    FileStore disk = Files.getFileStore(mounted);
    try (OutputStream file =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (disk.getUsableSpace() > freeBytes) {
        file.write(zeros);
      }
    } catch (IOException e) {
      if (freeBytes > 0) {
        throw e;
      }
      // Full to the last byte, which was asked for.
      if (disk.getUsableSpace() > 1 << 16) {
        throw e;
      }
    }
  }

  /// The others remove their file.
  void free() throws IOException {
    Files.delete(mounted.resolve("filler"));
  }

  private String loopDevice() throws IOException {
    return Files.readAllLines(Path.of("/proc/mounts")).stream()
        .filter(line -> line.contains(" " + mounted + " "))
        .map(line -> line.substring("/dev/".length(), line.indexOf(' ')))
        .findAny()
        .orElseThrow();
  }

  /// Unmounts whatever is mounted below a directory.
  static void unmountAll(Path directory) throws IOException, InterruptedException {
    Path mounts = Path.of("/proc/mounts");
    if (Files.exists(mounts)) {
      for (String line : Files.readAllLines(mounts)) {
        String where = line.substring(line.indexOf(' ') + 1).replaceFirst(" .*", "");
        if (where.startsWith(directory + "/")) {
          Tool.run("umount", "-l", where);
        }
      }
    }
  }

  /// A file system is busy for a moment after whoever used it died.
  void unmount(Testbed testbed) throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        Tool.run("umount", mounted);
        isMounted = false;
        return;
      } catch (IOException e) {
        if (i == UNMOUNTS_MAX) {
          throw e;
        }
        testbed.pass(Duration.ofMillis(50));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (isMounted) {
        Tool.run("umount", "-l", mounted);
      }
      Files.deleteIfExists(image);
      Files.deleteIfExists(mounted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
