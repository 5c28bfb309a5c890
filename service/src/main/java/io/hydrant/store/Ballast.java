package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that takes room nobody needs, given back when others fill the disk: striking off and
/// counting must go on when nothing more can be accepted, and they need a little room too.
///
/// Without it a full disk ends in a failed write-ahead log, and a store that failed so cannot be
/// opened again before somebody makes room.
public final class Ballast {
  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
  private static final int STEP_BYTES = 1 << 20;

  /// No ballast.
  public static final Ballast NONE = new Ballast(Path.of("ballast"), 0);

  private final Path file;
  private final long bytes;

  /// @param bytes its size; 0: none
  Ballast(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /// Makes room when less than its own size is free; takes its room again when three times that is.
  void trim(long freeBytes) {
    if (bytes == 0) {
      return;
    }
    try {
      if (freeBytes < bytes) {
        release();
      } else if (freeBytes >= 3 * bytes) {
        fill();
      }
    } catch (IOException e) {
      LOG.warn("the ballast file {} cannot be kept: {}", file, e.toString());
    }
  }

  private void release() throws IOException {
    if (Files.deleteIfExists(file)) {
      LOG.warn("the disk is full: {} bytes of ballast were freed for striking off", bytes);
    }
  }

  /// Written, not only sized: a sparse file takes no room.
  private void fill() throws IOException {
    if (Files.exists(file) && Files.size(file) == bytes) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(STEP_BYTES);
      for (long at = channel.size(); at < bytes; ) {
        zeros.clear().limit((int) Math.min(STEP_BYTES, bytes - at));
        at += channel.write(zeros, at);
      }
    }
  }
}
