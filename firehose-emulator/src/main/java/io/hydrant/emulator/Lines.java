package io.hydrant.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The finished lines of a file, from its start.
final class Lines {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;

  Lines(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Reads one line.
  interface Reader {
    void read(byte[] line) throws MalformedBody;
  }

  /// Hands each line to the reader.
  ///
  /// @return the position after the last finished one
  /// @throws IllegalStateException naming the file and line that the reader could not read
  long forEach(Reader reader) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long position = 0;
    long end = 0;
    long number = 0;
    while (channel.read(chunk, position) > 0) {
      chunk.flip();
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        position++;
        if (next != '\n') {
          line.write(next);
          continue;
        }
        number++;
        try {
          reader.read(line.toByteArray());
        } catch (MalformedBody e) {
          throw new IllegalStateException(
              "%s is damaged in line %d: %s".formatted(path, number, e.text()), e);
        }
        line.reset();
        end = position;
      }
      chunk.clear();
    }
    return end;
  }
}
