package io.hydrant.planted;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plants bugs one after the other, and says who caught them. What catches a bug must pass without
/// it, on classes that are loaded in the same way.
final class Garden implements AutoCloseable {
  private final PlantedCompiler compiler = new PlantedCompiler();
  private final Clock clock = Clock.system();
  private final Set<Catcher> passing = new HashSet<>();

  /// Who caught a bug.
  ///
  /// @param seed of the simulator's world that showed it; null when it was a test
  record Caught(PlantedBug bug, @Nullable Long seed, long millis) {
    String by() {
      return bug.catcher() + (seed == null ? "" : " seed " + seed);
    }

    @Override
    public String toString() {
      return "planted: " + bug.name() + " · caught by " + by() + " in " + millis + " ms";
    }
  }

  /// Plants a bug.
  ///
  /// @throws AssertionError when nobody caught it
  Caught plant(PlantedBug bug) {
    Map<String, byte[]> edited = compiler.compile(bug);
    long begin = clock.nanos();
    Trial.Finding finding = Trial.run(bug.catcher(), edited);
    long millis = Duration.ofNanos(clock.nanos() - begin).toMillis();
    if (finding == null) {
      throw new AssertionError("'" + bug.name() + "' was not caught by " + bug.catcher());
    }
    Long seed = finding.seed();
    assertPasses(seed == null ? bug.catcher() : new Catcher.Seeds(Math.toIntExact(seed) + 1));
    return new Caught(bug, seed, millis);
  }

  private void assertPasses(Catcher catcher) {
    if (passing.add(catcher)) {
      Trial.Finding finding = Trial.run(catcher, Map.of());
      if (finding != null) {
        throw new AssertionError(catcher + " fails without a planted bug", finding.what());
      }
    }
  }

  @Override
  public void close() throws IOException {
    compiler.close();
  }
}
