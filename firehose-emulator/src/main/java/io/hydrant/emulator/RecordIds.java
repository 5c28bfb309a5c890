package io.hydrant.emulator;

import java.util.Base64;
import java.util.SplittableRandom;

/// Makes the ids of records: long and opaque like Firehose's (about 224 characters of the base64
/// alphabet), and a function of a stream's seed and the index, so that a log need not keep them.
///
/// @param seed of one stream's log
record RecordIds(long seed) {
  private static final int RAW_BYTES = 168;

  String id(long index) {
    SplittableRandom random = new SplittableRandom(seed + index * 0x9E3779B97F4A7C15L);
    byte[] raw = new byte[RAW_BYTES];
    random.nextBytes(raw);
    return Base64.getEncoder().encodeToString(raw);
  }
}
