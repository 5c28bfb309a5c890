package io.hydrant.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The file of one stream's log: a JSON document a line, only ever appended to, so that a killed
/// emulator finds all it had accepted. Written before the sender is answered and not synced: it
/// outlives the process, not the machine. A last line without its end was never answered and is cut
/// off; any other damage is refused. The caller sees to it that one thread writes at a time.
///
/// - `{"stream":NAME,"seed":N}`, the first line
/// - `{"created":MILLIS,"type":TYPE}` and `{"deleted":MILLIS}`
/// - `{"time":MILLIS,"requestId":…,"invocationId":…,"position":N,"data":BASE64}`, one a record
final class LogFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private LogFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Opens a file or makes an empty one, for this process alone.
  static LogFile open(Path path) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      return new LogFile(path, channel);
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw new IllegalStateException("another emulator writes " + path, e);
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException("can not open " + path, e);
    }
  }

  /// Reads what is there, cuts off an unfinished last line, and stands at the end.
  void replay(LogLine.Reader reader) {
    try {
      long end = new Lines(path, channel).forEach(line -> LogLine.read(line, reader));
      channel.truncate(end);
      channel.position(end);
    } catch (IOException e) {
      throw new UncheckedIOException("can not read " + path, e);
    }
  }

  void started(String stream, long seed) {
    append(List.of(LogLine.started(stream, seed)));
  }

  void created(DeliveryStream.Birth birth) {
    append(List.of(LogLine.created(birth)));
  }

  void deleted(Instant time) {
    append(List.of(LogLine.deleted(time)));
  }

  /// Writes the records of one call, or, when it fails, none.
  void append(PutCall call, List<StreamLog.Taken> taken) {
    append(taken.stream().map(one -> LogLine.record(call, one)).toList());
  }

  private void append(List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      all.writeBytes(line);
      all.write('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
    long end = -1;
    try {
      end = channel.position();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      cutBack(end);
      throw new UncheckedIOException("can not write " + path, e);
    }
  }

  private void cutBack(long end) {
    try {
      if (end >= 0) {
        channel.truncate(end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can not cut " + path + " back", e);
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
