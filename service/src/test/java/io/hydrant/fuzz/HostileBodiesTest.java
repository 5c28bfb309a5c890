package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.PureCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests as long as a request may be, made to be slow: read, selected, grouped, merged, encoded.
///
/// The bound of 10 ms is of CPU time on a machine that does nothing else, so the builds' bound is
/// twenty times that: enough to tell a square from a line. With `-Dfuzz.exact` it is 10 ms, and
/// with `-Dfuzz.corpus=DIR` whatever a fuzzer left there is made as long as a request may be and
/// measured too.
final class HostileBodiesTest {
  private static final int REQUEST_BYTES = 256 << 10;
  private static final Duration EXACT = Duration.ofMillis(10);
  private static final boolean IS_EXACT = Boolean.getBoolean("fuzz.exact");
  private static final Duration MOST = IS_EXACT ? EXACT : EXACT.multipliedBy(20);
  private static final int ROUNDS = IS_EXACT ? 40 : 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Content CONTENT =
      Example.content(
          """
          {"includeLocationInformation":false,"includeUserIdentityChangeEvents":true,
           "metadataFieldExclusion":["device_info.a1","a2","a3"]}\
          """);

  /// A body.
  ///
  /// @param name what is hostile about it
  record Body(String name, Bytes text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Body> bodies() {
    return Stream.concat(shapes().stream(), corpus().stream());
  }

  private static List<Body> shapes() {
    return List.of(
        events("tiny events", "{\"event_type\":\"a\"}"),
        events("events without data's members", "{\"event_type\":\"custom_event\",\"data\":{}}"),
        events(
            "session starts",
            "{\"event_type\":\"session_start\",\"data\":{\"session_uuid\":\"%d\"}}"),
        events(
            "changes of identities",
            """
            {"event_type":"user_identity_change","data":{"new":{"identity_type":"email",\
            "identity":"%d","timestamp_unixtime_ms":%d}}}\
            """),
        events(
            "breadcrumbs",
            "{\"event_type\":\"crash_report\",\"data\":{\"breadcrumbs\":[{\"location\":%d,\"x\":1}]}}"),
        events(
            "upper case",
            "{\"event_type\":\"CUSTOM_EVENT\",\"data\":{\"custom_event_type\":\"OTHER\"}}"),
        events("escapes", "{\"event_type\":\"\\u0061\\u0062\",\"data\":{\"event_\\u0069d\":null}}"),
        members(
            "one event of members",
            "{\"events\":[{\"event_type\":\"a\",\"data\":{%s}}]}",
            "\"a%d\":1"),
        members("members of a batch", "{%s}", "\"a%d\":1"),
        members("names that are escaped", "{%s}", "\"\\u0061%d\":1"),
        members("metadata", "{\"device_info\":{%s}}", "\"a%d\":1"),
        members(
            "identities, a thousand",
            "{\"user_identities\":{%s}}",
            "\"a%d\":\"" + "x".repeat(240) + "\""),
        members(
            "identities, an array",
            "{\"user_identities\":[%s]}",
            "{\"identity_type\":\"a%d\",\"identity\":1}"),
        members("deleted attributes", "{\"deleted_user_attributes\":[%s]}", "\"a%d\""),
        members(
            "long names", "{\"deleted_user_attributes\":[%s]}", "\"" + "n".repeat(256) + "%d\""),
        members("batches", "[%s]", "{\"mpid\":%d}", 100),
        members("more batches than may be", "[%s]", "{\"mpid\":%d}"),
        members("values that are wrong", "{\"events\":[%s]}", "{\"event_type\":%d}"),
        members("a list of lists", "{\"x\":[%s]}", "[".repeat(90) + "]".repeat(90)),
        new Body("an unfinished string", padded("{\"x\":\"")),
        new Body("space", padded("")));
  }

  private static Body events(String name, String event) {
    return members(name, "{\"mpid\":1,\"events\":[%s]}", event);
  }

  private static Body members(String name, String whole, String member) {
    return members(name, whole, member, Integer.MAX_VALUE);
  }

  /// As many members as fit; a `%d` in them is their number.
  private static Body members(String name, String whole, String member, int countMax) {
    IntFunction<String> one = i -> member.replace("%d", String.valueOf(i));
    int length = whole.length();
    int count = 0;
    while (count < countMax && length + one.apply(count).length() < REQUEST_BYTES) {
      length += one.apply(count++).length() + 1;
    }
    String all = IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(","));
    return new Body(name, Bytes.utf8(whole.replace("%s", all)));
  }

  private static Bytes padded(String start) {
    byte[] body = new byte[REQUEST_BYTES];
    Arrays.fill(body, (byte) ' ');
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, body, 0, bytes.length);
    return Bytes.of(body);
  }

  /// What a fuzzer found, each as often as a request of batches or of events may hold it.
  private static List<Body> corpus() {
    String directory = System.getProperty("fuzz.corpus");
    if (directory == null) {
      return List.of();
    }
    List<Body> bodies = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (byte[] body : Input.of(Files.readAllBytes(file)).bodies()) {
          String text = new String(body, StandardCharsets.ISO_8859_1);
          if (!text.isBlank()) {
            bodies.add(repeated(file.getFileName().toString(), text));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bodies;
  }

  private static Body repeated(String name, String text) {
    int count = Math.max(1, Math.min(100, REQUEST_BYTES / (text.length() + 1)));
    String all = (text + ",").repeat(count);
    String body = "[" + all.substring(0, all.length() - 1) + "]";
    return new Body(name, Bytes.of(body.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aHostileBody_costsLittle(Body body) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && (round < 3 || least > EXACT.toNanos() / 2); round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      walk(body.text().array());
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
    }
    Duration spent = Duration.ofNanos(least);
    if (IS_EXACT && spent.compareTo(EXACT.dividedBy(2)) > 0) {
      System.out.printf("%6.2f ms: %s%n", spent.toNanos() / 1e6, body.name());
    }
    assertThat(spent).isLessThan(MOST);
  }

  /// The way of a request, and of all it brought as one window.
  private static void walk(byte[] text) {
    PureCore core = new PureCore(CONTENT);
    for (Batch batch : Input.read(text, Example.NOW).batches()) {
      core.accept(batch);
    }
    for (Message message : core.messages()) {
      assertThat(message.count()).isPositive();
    }
  }
}
