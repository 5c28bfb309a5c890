package io.hydrant.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a log's file tells about the streams of one name and what they took.
final class Replay implements LogLine.Reader {
  private final String stream;
  private final Room room;
  private final List<StoredRecord> records = new ArrayList<>();
  private @Nullable RecordIds ids;
  private @Nullable PutCall call;
  private DeliveryStream.@Nullable Birth birth;
  private @Nullable Instant deleted;

  Replay(String stream, Room room) {
    this.stream = stream;
    this.room = room;
  }

  @Override
  public void started(String name, long seed) {
    ids = new RecordIds(seed);
  }

  @Override
  public void created(StreamType type, Instant time) {
    birth = new DeliveryStream.Birth(stream, type, time);
    deleted = null;
  }

  @Override
  public void deleted(Instant time) {
    deleted = time;
  }

  @Override
  public void record(PutCall read, StreamLog.Taken taken) throws MalformedBody {
    if (ids == null) {
      throw new MalformedBody("a record before the line that names the stream");
    }
    if (!room.take(taken.bytesKept())) {
      throw new IllegalStateException(
          "stream %s has more on disk than the %d bytes the emulator keeps"
              .formatted(stream, room.bytesMax()));
    }
    // The records of a call lie together.
    if (call == null || !call.requestId().equals(read.requestId())) {
      call = read;
    }
    records.add(
        new StoredRecord(records.size(), ids, call, taken.position(), taken.data().array()));
  }

  /// Where ids come from, null for an empty file.
  @Nullable RecordIds ids() {
    return ids;
  }

  List<StoredRecord> records() {
    return records;
  }

  /// The last stream of the name, null when it never had one.
  DeliveryStream.@Nullable Birth birth() {
    return birth;
  }

  /// When that was deleted, null when it was not.
  @Nullable Instant deleted() {
    return deleted;
  }
}
