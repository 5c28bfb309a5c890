package io.hydrant.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.vectors.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Mutations of real bodies, read by the index and by others.
final class JsonFuzzTest {
  private static final int INPUTS = 200_000;
  private static final int PIECE_BYTES_MAX = 1_000;

  private static final List<String> BODIES =
      List.of(
          "captures/java-events-1",
          "captures/java-events-2",
          "captures/node-server-1",
          "captures/python-server-2",
          "vectors/refused",
          "vectors/digits",
          "vectors/nulls",
          "vectors/bulk");

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0061",
    "\\ud83d",
    "\\udE00",
    "\\n",
    "\\x",
    "0",
    "-",
    "1e5",
    ".5",
    "01",
    "1E+",
    "true",
    "nul",
    "null",
    " ",
    "\t",
    "\n",
    "\u0000",
    "\u001f",
    "é",
    "😀",
    "\uFEFF",
    "\"a\":1",
    ",\"a\":2",
    "\"\\u0061\":3",
    "[[[[[[[[",
    "]]]]]]]]",
    "{\"a\":{\"a\":",
    "/**/",
    "''"
  };

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Test
  void mutatedBodies_areReadAsOthersReadThem() throws IOException {
    long seed = new SplittableRandom().nextLong();
    System.out.println("JsonFuzzTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> pieces = pieces();
    int accepted = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutated(random, pieces);
      List<String> expected = StrictJson.values(input);
      List<String> found = found(input);
      if (!Objects.equals(found, expected)) {
        assertThat(found).as("seed %s, input %s: %s", seed, i, latin(input)).isEqualTo(expected);
      }
      if (i % 4 == 0 && isJacksonsBusiness(input)) {
        boolean taken = jacksonTakes(input);
        if (taken != (found != null)) {
          assertThat(taken).as("seed %s, input %s: %s", seed, i, latin(input)).isEqualTo(!taken);
        }
      }
      accepted += found == null ? 0 : 1;
    }
    assertThat(accepted).as("seed %s", seed).isBetween(INPUTS / 10, INPUTS * 9 / 10);
  }

  /// The whole bodies that are small, and all values in them that are no mere scalar.
  private static List<byte[]> pieces() throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    for (String name : BODIES) {
      byte[] body = resource(name);
      JsonIndex json = index(body);
      for (int node = 0; node < json.size(); node++) {
        int length = json.end(node) - json.start(node);
        boolean holds = json.is(node, Kind.OBJECT) || json.is(node, Kind.ARRAY);
        if (holds && length > 10 && length <= PIECE_BYTES_MAX) {
          pieces.add(json.raw(node).getBytes(StandardCharsets.UTF_8));
        } else if (json.is(node, Kind.STRING) && json.string(node).startsWith("{")) {
          pieces.add(json.string(node).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return pieces;
  }

  private static byte[] mutated(SplittableRandom random, List<byte[]> pieces) {
    byte[] input = pieces.get(random.nextInt(pieces.size()));
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(input.length + 1);
      int to = Math.min(input.length, from + random.nextInt(8));
      byte[] middle =
          switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> slice(input, random.nextInt(input.length + 1), random.nextInt(30));
            case 3 -> pieces.get(random.nextInt(pieces.size()));
            default -> TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
          };
      input =
          join(
              slice(input, 0, from),
              middle,
              slice(input, random.nextBoolean() ? from : to, 1 << 20));
    }
    return input;
  }

  private static byte[] slice(byte[] bytes, int from, int length) {
    byte[] slice = new byte[Math.min(length, bytes.length - from)];
    System.arraycopy(bytes, from, slice, 0, slice.length);
    return slice;
  }

  private static byte[] join(byte[] start, byte[] middle, byte[] end) {
    byte[] all = new byte[start.length + middle.length + end.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(middle, 0, all, start.length, middle.length);
    System.arraycopy(end, 0, all, start.length + middle.length, end.length);
    return all;
  }

  private static @Nullable List<String> found(byte[] input) {
    try {
      JsonIndex json = JsonIndex.of(input);
      List<String> found = new ArrayList<>();
      for (int node = 0; node < json.size(); node++) {
        String name = json.nameStart(node) == JsonIndex.NONE ? "" : json.name(node) + "=";
        found.add(name + json.raw(node));
      }
      return found;
    } catch (InvalidJsonException e) {
      return null;
    }
  }

  /// Jackson refuses lone surrogates in names, lets some broken UTF-8 pass, and guesses encodings.
  private static boolean isJacksonsBusiness(byte[] input) {
    String text = latin(input);
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    boolean isUtf8 = text.chars().limit(4).noneMatch(c -> c == 0);
    return ascii && isUtf8 && !text.contains("\\ud");
  }

  private static boolean jacksonTakes(byte[] input) {
    try (JsonParser json = JACKSON.createParser(ObjectReadContext.empty(), input)) {
      int documents = 0;
      int depth = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        documents += depth == 0 ? 1 : 0;
      }
      return documents == 1;
    } catch (JacksonException e) {
      return false;
    }
  }

  /// Bodies of 256 KiB made to be slow.
  static List<String> slowBodies() {
    return List.of(
        names("Aa", "BB", 13),
        names("\\u0041a", "B\\u0042", 12),
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"" + i + "\":1")
            .collect(Collectors.joining(",", "{", "}")),
        "[" + "1,".repeat(130_000) + "1]",
        "[" + "{},".repeat(80_000) + "{}]",
        "[" + ("[".repeat(90) + "]".repeat(90) + ",").repeat(1_400) + "1]",
        "{\"" + "\\u0000".repeat(40_000) + "\":1}",
        "{\"a\":\"" + "\\\"".repeat(130_000) + "\"}",
        "9".repeat(250_000),
        " ".repeat(250_000),
        "\"" + "é".repeat(120_000));
  }

  /// An object with 2^`length` names whose `String` hashes are all the same.
  private static String names(String one, String other, int length) {
    return IntStream.range(0, 1 << length)
        .mapToObj(bits ->
            IntStream.range(0, length)
                .mapToObj(bit -> (bits >> bit & 1) == 0 ? one : other)
                .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest
  @MethodSource("slowBodies")
  void bodiesMadeToBeSlow_costLittle(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20; i++) {
      read(body);
    }
    Duration spent = Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu);
    assertThat(spent).isLessThan(Duration.ofSeconds(3));
    assertThat((threads.getCurrentThreadAllocatedBytes() - bytes) / 20)
        .isLessThan(64L * body.length + 100_000);
  }

  private static void read(byte[] body) {
    try {
      assertThat(JsonIndex.of(body).size()).isPositive();
    } catch (InvalidJsonException e) {
      assertThat(e).hasMessageContaining(" at byte ");
    }
  }

  private static JsonIndex index(byte[] body) {
    try {
      return JsonIndex.of(body);
    } catch (InvalidJsonException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = JsonFuzzTest.class.getResourceAsStream("/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static String latin(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }
}
