package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// Bounds the work that an input makes, by what it allocates: unlike time, that is the same on a
/// busy machine and under instrumentation. Copying that grows with the square of an input shows in
/// it; time itself is measured by [HostileBodiesTest].
final class Effort {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BYTES_FIXED = 400_000;
  private static final long BYTES_PER_BYTE = 200;

  private Effort() {}

  /// Does the work, and once more when that was too much: the first time, classes may be loaded.
  ///
  /// @param work a pure function
  static <T> T bounded(byte[] input, Supplier<T> work) {
    long bytesMax = BYTES_FIXED + BYTES_PER_BYTE * input.length;
    long start = THREADS.getCurrentThreadAllocatedBytes();
    T result = work.get();
    if (THREADS.getCurrentThreadAllocatedBytes() - start > bytesMax) {
      start = THREADS.getCurrentThreadAllocatedBytes();
      result = work.get();
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - start)
          .as("bytes allocated for %s bytes of input", input.length)
          .isLessThanOrEqualTo(bytesMax);
    }
    return result;
  }
}
