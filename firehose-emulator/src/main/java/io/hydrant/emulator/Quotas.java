package io.hydrant.emulator;

/// What a delivery stream takes, and how often one may ask about it, each as a token bucket that
/// holds one second's worth. Firehose's own bucket is not published: a burst of one second is ours.
///
/// @param recordsPerSecond records of a stream, PutRecord and PutRecordBatch together
/// @param requestsPerSecond calls of a stream, PutRecord and PutRecordBatch together
/// @param bytesPerSecond decoded bytes of a stream
/// @param controlPerSecond calls of each other operation, over all streams
public record Quotas(
    long recordsPerSecond, long requestsPerSecond, long bytesPerSecond, long controlPerSecond) {

  /// A rate that is never reached.
  public static final long UNLIMITED = Long.MAX_VALUE;

  /// Puts without limit, five a second of each other operation: the default.
  public static final Quotas NONE = new Quotas(UNLIMITED, UNLIMITED, UNLIMITED, 5);

  /// What a Direct PUT stream has in us-east-1, us-west-2 and eu-west-1 (Firehose's limits page).
  public static final Quotas LARGE_REGION = new Quotas(500_000, 2_000, 5L << 20, 5);

  /// What a Direct PUT stream has in every other region.
  public static final Quotas SMALL_REGION = new Quotas(100_000, 1_000, 1L << 20, 5);

  public Quotas {
    if (Math.min(
            Math.min(recordsPerSecond, requestsPerSecond),
            Math.min(bytesPerSecond, controlPerSecond))
        < 1) {
      throw new IllegalArgumentException("quotas must be at least 1 a second");
    }
  }

  public Quotas withRecords(long perSecond) {
    return new Quotas(perSecond, requestsPerSecond, bytesPerSecond, controlPerSecond);
  }

  public Quotas withRequests(long perSecond) {
    return new Quotas(recordsPerSecond, perSecond, bytesPerSecond, controlPerSecond);
  }

  public Quotas withBytes(long perSecond) {
    return new Quotas(recordsPerSecond, requestsPerSecond, perSecond, controlPerSecond);
  }

  public Quotas withControl(long perSecond) {
    return new Quotas(recordsPerSecond, requestsPerSecond, bytesPerSecond, perSecond);
  }
}
