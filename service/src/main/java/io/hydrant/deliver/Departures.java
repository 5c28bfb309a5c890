package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Messages that are to be sent, in order, and those that are to be sent again when the stream has had
/// its rest. Messages of a parcel that was put back on disk meanwhile are passed over.
final class Departures {
  private final Deque<Outgoing> ready = new ArrayDeque<>();
  private final List<Outgoing> again = new ArrayList<>();
  private long readyBytes;
  private long readySince;

  void clear() {
    ready.clear();
    again.clear();
    readyBytes = 0;
  }

  /// Takes messages in behind all others.
  void add(Outgoing message, long now) {
    if (ready.isEmpty()) {
      readySince = now;
    }
    ready.addLast(message);
    readyBytes += message.bytes();
  }

  /// Keeps a message that was not taken until [#takeUpAgain].
  void addAgain(Outgoing message) {
    again.add(message);
  }

  boolean isEmpty() {
    return ready.isEmpty() && again.isEmpty();
  }

  /// Messages that were not taken, put back ones included.
  List<Outgoing> again() {
    return again;
  }

  /// What was not taken becomes ready, before all that came later.
  void takeUpAgain() {
    for (Outgoing message : again.reversed()) {
      if (message.state() == Outgoing.State.AGAIN) {
        message.ready();
        ready.addFirst(message);
        readyBytes += message.bytes();
      }
    }
    again.clear();
  }

  boolean isReady() {
    drop();
    return !ready.isEmpty();
  }

  /// Whether a call can be filled.
  boolean fillsCall() {
    return ready.size() >= FirehoseLimits.CALL_RECORDS_MAX
        || readyBytes >= FirehoseLimits.CALL_BYTES_MAX;
  }

  /// Since when the first one waits, in nanoseconds.
  long readySince() {
    return readySince;
  }

  /// Takes out what goes into one call. Messages of one parcel stay together where they fit: a parcel of
  /// which a part was taken has to be written again.
  List<Outgoing> pack(int recordsMax, long now) {
    List<Outgoing> call = new ArrayList<>();
    long bytes = 0;
    while (isReady() && call.size() < recordsMax) {
      Run run = run();
      boolean fits =
          call.size() + run.messages <= recordsMax
              && bytes + run.bytes <= FirehoseLimits.CALL_BYTES_MAX;
      if (!fits && !call.isEmpty()) {
        break;
      }
      bytes += move(call, run.messages, recordsMax, bytes);
    }
    readySince = now;
    return call;
  }

  /// Ready messages of one parcel in a row.
  private record Run(int messages, long bytes) {}

  private Run run() {
    Parcel parcel = ready.getFirst().parcel();
    int messages = 0;
    long bytes = 0;
    for (Outgoing message : ready) {
      if (message.parcel() != parcel || message.state() != Outgoing.State.READY) {
        break;
      }
      messages++;
      bytes += message.bytes();
    }
    return new Run(messages, bytes);
  }

  private long move(List<Outgoing> call, int messages, int recordsMax, long bytesBefore) {
    long bytes = 0;
    for (int i = 0; i < messages && call.size() < recordsMax; i++) {
      Outgoing next = ready.getFirst();
      boolean fits = bytesBefore + bytes + next.bytes() <= FirehoseLimits.CALL_BYTES_MAX;
      if (!fits && !call.isEmpty()) {
        break;
      }
      remove();
      call.add(next);
      bytes += next.bytes();
    }
    return bytes;
  }

  private void remove() {
    readyBytes -= ready.removeFirst().bytes();
  }

  private void drop() {
    while (!ready.isEmpty() && ready.getFirst().state() != Outgoing.State.READY) {
      remove();
    }
  }
}
