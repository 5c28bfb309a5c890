package io.hydrant.load;

/// What clients send.
///
/// @param events in each batch: 1, 8 or 47 make about 1, 4 or 20 KB
/// @param clients each with one connection and one request at a time
/// @param users whose batches they are
/// @param rate batches a second of all clients; 0: each sends its next one when the last was
///   answered
record Load(int events, int clients, int users, int rate) {
  /// The same batches, at a rate.
  Load at(int batchesPerSecond) {
    return new Load(events, clients, users, batchesPerSecond);
  }
}
