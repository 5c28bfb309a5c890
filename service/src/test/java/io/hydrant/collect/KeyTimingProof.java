package io.hydrant.collect;

import io.hydrant.http.RawClient;
import io.hydrant.kill.Prove;
import io.hydrant.platform.Clock;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Whether the time of a refusal says how it was wrong, to whom it matters: a client at the door.
/// Probes of three kinds, in random order, are timed over one connection, and their means compared
/// by Welch's t, as dudect does. What the machine did meanwhile lies in the slowest twentieth,
/// which is left out.
final class KeyTimingProof {
  private static final int PROBES = 200_000;
  private static final int WARM_UP = 50_000;
  private static final double T_MAX = 4.5;
  private static final double KEPT = 0.95;
  private static final String SECRET = "hyd_0123456789abcdef0123456789abcdef";

  /// How a probe is wrong.
  private enum Wrong {
    FIRST_BYTE("key-c", "x" + SECRET.substring(1)),
    LAST_BYTE("key-c", SECRET.substring(0, SECRET.length() - 1) + "x"),
    KEY_UNKNOWN("key-d", SECRET);

    private final String request;

    Wrong(String key, String secret) {
      String authorization =
          "Authorization: " + CollectorFixture.basic(key + ":" + secret) + "\r\n";
      byte[] bytes = CollectorFixture.request("POST /v2/events", authorization, new byte[0]);
      request = new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private KeyTimingProof() {}

  public static void main(String[] arguments) throws IOException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : Clock.system().nanos();
    System.out.printf("seed %d, %,d probes of each kind%n", seed, PROBES);
    Path data = Files.createTempDirectory("hydrant-timing");
    double[][] nanos;
    String third = "limits: off }\n  - { name: c, key: key-c, secret: " + SECRET;
    try (CollectorFixture fixture = new CollectorFixture(data, third, StoreOptions.UNBOUNDED);
        RawClient client = new RawClient(fixture.port())) {
      nanos = probe(client, new SplittableRandom(seed));
    }
    Prove.delete(data);
    double limit = limit(nanos);
    boolean isEven = true;
    for (int i = 0; i < nanos.length; i++) {
      for (int j = i + 1; j < nanos.length; j++) {
        double[] first = below(limit, nanos[i]);
        double[] second = below(limit, nanos[j]);
        double t = t(first, second);
        boolean isBelow = Math.abs(t) < T_MAX;
        isEven &= isBelow;
        System.out.printf(
            "%s%s %.0f ns, %s %.0f ns: t = %.2f%n",
            isBelow ? "" : "WRONG ",
            Wrong.values()[i],
            mean(first),
            Wrong.values()[j],
            mean(second),
            t);
      }
    }
    System.exit(isEven ? 0 : 1);
  }

  private static double[][] probe(RawClient client, SplittableRandom random) throws IOException {
    Clock clock = Clock.system();
    Wrong[] kinds = Wrong.values();
    double[][] nanos = new double[kinds.length][PROBES];
    int[] counts = new int[kinds.length];
    int done = -WARM_UP;
    while (done < kinds.length * PROBES) {
      int kind = random.nextInt(kinds.length);
      if (counts[kind] == PROBES) {
        continue;
      }
      long begin = clock.nanos();
      int status = client.send(kinds[kind].request).read().status();
      long took = clock.nanos() - begin;
      if (status != 403) {
        throw new AssertionError(kinds[kind] + " was answered " + status);
      }
      if (done++ >= 0) {
        nanos[kind][counts[kind]++] = took;
      }
    }
    return nanos;
  }

  private static double limit(double[][] nanos) {
    double[] all = Arrays.stream(nanos).flatMapToDouble(Arrays::stream).sorted().toArray();
    return all[(int) (all.length * KEPT)];
  }

  private static double[] below(double limit, double[] nanos) {
    return Arrays.stream(nanos).filter(each -> each < limit).toArray();
  }

  private static double t(double[] a, double[] b) {
    return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum()
        / (values.length - 1);
  }
}
