package io.hydrant.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A record that a delivery stream took, whatever the sender heard of it.
public final class StoredRecord {
  /// What Firehose bills for a record: its size, rounded up to a multiple of this many bytes.
  public static final int BILLED_UNIT_BYTES = 5_120;

  private final long index;
  private final RecordIds ids;
  private final PutCall call;
  private final int position;
  private final byte[] data;

  StoredRecord(long index, RecordIds ids, PutCall call, int position, byte[] data) {
    this.index = index;
    this.ids = ids;
    this.call = call;
    this.position = position;
    this.data = data;
  }

  /// Its place in what the stream took, from 0 without gaps.
  public long index() {
    return index;
  }

  /// What the answer called it.
  public String recordId() {
    return ids.id(index);
  }

  /// When it was taken, by the emulator's clock, in milliseconds.
  public Instant time() {
    return call.time();
  }

  /// The `x-amzn-RequestId` of the call.
  public String requestId() {
    return call.requestId();
  }

  /// The `amz-sdk-invocation-id` of the call, the same in each attempt of an SDK; null without one.
  public @Nullable String invocationId() {
    return call.invocationId();
  }

  /// Its place in the call, from 0.
  public int position() {
    return position;
  }

  /// The decoded bytes themselves, not a copy: not to be changed.
  public byte[] data() {
    return data;
  }

  /// Billed units of 5,120 bytes; an empty record's are 0, which nobody outside AWS knows.
  public long billedUnits() {
    return ((long) data.length + BILLED_UNIT_BYTES - 1) / BILLED_UNIT_BYTES;
  }

  @Override
  public String toString() {
    return "StoredRecord[" + index + ", " + data.length + " bytes]";
  }
}
