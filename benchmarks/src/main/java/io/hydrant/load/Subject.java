package io.hydrant.load;

import java.io.IOException;
import java.time.Duration;

/// What takes batches at `/v2/events` and sends them to the sink: the service, or what one would
/// write or run instead.
interface Subject extends AutoCloseable {
  /// Where it listens, on 127.0.0.1.
  int port();

  /// CPU time of its process so far.
  Duration cpu();

  /// The most memory its process had resident, in bytes.
  long peakBytes();

  /// Waits until what it accepted is with the sink.
  ///
  /// @param batches accepted since its start
  /// @param events of those
  /// @return null, or what is wrong
  String awaitDelivered(long batches, long events) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
