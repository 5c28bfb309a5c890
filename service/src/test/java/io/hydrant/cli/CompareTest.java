package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `hydrant compare` says of two streams.
class CompareTest {
  @TempDir private Path folder;
  private final Prompt prompt = new Prompt();

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int compare(String a, String b, String... options) throws IOException {
    String[] files = {"compare", file("a", a), file("b", b), "--temp", folder.toString()};
    int code =
        prompt.run(Stream.concat(Stream.of(files), Stream.of(options)).toArray(String[]::new));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("temporary files").isEmpty();
    }
    return code;
  }

  /// A message with ids as one side makes them.
  private static String message(String id, int receipt, String members, String... events) {
    return "{\"events\":[%s],\"message_id\":\"%s\",\"batch_id\":%d,\"timestamp_unixtime_ms\":%d%s}\n"
        .formatted(String.join(",", events), id, id.hashCode(), receipt, members);
  }

  private static String event(String data) {
    return "{\"event_type\":\"custom_event\",\"data\":{%s}}".formatted(data);
  }

  @Test
  void whatEachSideMakesForItself_isNoDifference() throws Exception {
    String identities = "\"identity_type\":\"email\",\"identity\":\"a@b.example\"";
    String who =
        ",\"mpid\":7,\"user_identities\":[{" + identities + ",\"timestamp_unixtime_ms\":%d}]";
    String hosted =
        message(
            "m1",
            900,
            who.formatted(900) + ",\"sdk_version\":null",
            event("\"event_name\":\"A\",\"event_id\":-4,\"timestamp_unixtime_ms\":5"),
            event("\"event_name\":\"B\",\"event_id\":-5,\"timestamp_unixtime_ms\":900"),
            event("\"session_uuid\":\"S\",\"session_id\":-6,\"value\":1.50"));
    String ours =
        message(
                "n1",
                950,
                who.formatted(950),
                event("\"value\":1.5,\"session_uuid\":\"S\",\"session_id\":8"))
            + message(
                "n2",
                951,
                who.formatted(951),
                event("\"timestamp_unixtime_ms\":951,\"event_name\":\"\\u0042\",\"event_id\":1"))
            + message(
                "n3",
                952,
                who.formatted(952),
                event(
                    "\"timestamp_unixtime_ms\":5,\"event_name\":\"A\","
                        + "\"event_start_unixtime_ms\":5,\"event_id\":2"));
    assertThat(compare(hosted, ours)).as(prompt.said()).isZero();
    assertThat(prompt.out())
        .isEqualTo(
            """
            A: 1 messages, 3 events
            B: 3 messages, 3 events
            3 paired, 0 of them differ; 0 only in A, 0 only in B
            """);
  }

  @Test
  void eachMemberThatDiffersIsCounted_withAnExample() throws Exception {
    String id = "\"source_message_id\":\"id-%d\",\"value\":%d";
    String shared = message("same", 1, ",\"mpid\":1", event(id.formatted(9, 9)));
    String a =
        message(
                "m",
                1,
                ",\"mpid\":1,\"user_attributes\":{\"tag\":null,\"age\":\"30\"},\"unique_id\":\"x\"",
                event(id.formatted(1, 1)),
                event(id.formatted(2, 2)),
                event(id.formatted(3, 3)))
            + shared
            + shared;
    String b =
        message(
                "n",
                1,
                ",\"mpid\":1,\"user_attributes\":{\"age\":\"31\"}",
                event(id.formatted(1, 1)),
                event(id.formatted(2, 20)),
                event(id.formatted(4, 4)))
            + shared;
    assertThat(compare(a, b, "--ignore", "unique_id")).isEqualTo(1);
    assertThat(prompt.out())
        .startsWith(
            """
            A: 3 messages, 5 events, 1 of them delivered again
            B: 2 messages, 4 events
            3 paired, 2 of them differ; 1 only in A, 1 only in B
            """);
    assertThat(prompt.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("only in A:", "only in B:")
        .anyMatch(line -> line.startsWith("data.value 1 0 0 2 | 20 (event_type \"custom_event\""))
        .anyMatch(line -> line.startsWith("user_attributes.age 2 0 0 \"30\" | \"31\""))
        .anyMatch(line -> line.startsWith("user_attributes.tag 0 2 0 null | nothing"))
        .noneMatch(line -> line.startsWith("unique_id"));

    assertThat(compare(a, b, "--json", "--ignore", "user_attributes")).isEqualTo(1);
    String which = "\"event\":\"event_type \\\"custom_event\\\", mpid 1, source_message_id \\\"id-";
    assertThat(prompt.out().lines())
        .containsExactlyInAnyOrder(
            "{\"member\":\"unique_id\"," + which + "1\\\"\",\"a\":\"x\"}",
            "{\"member\":\"unique_id\"," + which + "2\\\"\",\"a\":\"x\"}",
            "{\"member\":\"data.value\"," + which + "2\\\"\",\"a\":2,\"b\":20}",
            "{\"only\":\"A\"," + which + "3\\\"\"}",
            "{\"only\":\"B\"," + which + "4\\\"\"}",
            "{\"equal\":false,\"paired\":3,\"differing\":2,"
                + "\"a\":{\"messages\":3,\"events\":5,\"repeated\":1,\"only\":1},"
                + "\"b\":{\"messages\":2,\"events\":4,\"repeated\":0,\"only\":1}}");
  }

  @Test
  void withoutAnId_whatHappenedToWhomPairs_theNearestInTimeFirst() throws Exception {
    String home = "\"screen_name\":\"Home\",\"timestamp_unixtime_ms\":%d";
    String a =
        message("a", 1, ",\"mpid\":1", event(home.formatted(100)), event(home.formatted(200)));
    String b =
        message("b", 2, ",\"mpid\":1", event(home.formatted(201)), event(home.formatted(100)));
    assertThat(compare(a, b, "--json")).isEqualTo(1);
    assertThat(prompt.out())
        .contains("\"a\":200,\"b\":201}")
        .contains("\"paired\":2")
        .hasLineCount(2);
    assertThat(compare(a, b.replace("\"mpid\":1", "\"mpid\":2"))).isEqualTo(1);
    assertThat(prompt.out()).contains("0 paired, 0 of them differ; 2 only in A, 2 only in B");
  }

  @Test
  void aMessageWithoutEvents_isComparedAsAWhole() throws Exception {
    String change = "{\"message_id\":\"%s\",\"mpid\":3,\"audience\":\"%s\"}";
    assertThat(compare(change.formatted("a", "x"), change.formatted("b", "x"))).isZero();
    assertThat(compare(change.formatted("a", "x"), change.formatted("b", "y"))).isEqualTo(1);
  }

  @Test
  void streamsAreReadAsTheyLieInABucket() throws Exception {
    String one = message("a", 1, ",\"mpid\":1,\"note\":\"} \\\" {\"", event("\"value\":1"));
    String two = message("b", 1, ",\"mpid\":2", event("\"value\":1"));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    for (String part : List.of(one, two)) {
      try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path zipped = Files.write(folder.resolve("both.gz"), gzip.toByteArray());
    prompt.given(two.strip() + one.strip().replace(",", ",\r\n\t"));
    assertThat(prompt.run("compare", "-", zipped.toString())).as(prompt.said()).isZero();
    assertThat(prompt.out()).contains("2 paired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} {\"events\":[ | message 2 has no end",
        "{} [] | message 2 does not begin with {",
        "{\"a\":1,\"a\":2} | message 1 is not valid: ",
      })
  void aStreamThatIsNone_isALine_andExitCode2(String text, String said) throws Exception {
    assertThat(compare("{}", text)).isEqualTo(2);
    assertThat(prompt.err()).startsWith("hydrant: " + folder.resolve("b") + ": " + said);
    assertThat(prompt.err()).hasLineCount(1);
  }

  @Test
  void aFileThatIsNotThere_isALine_andExitCode2() {
    assertThat(prompt.run("compare", "-", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(prompt.err())
        .isEqualTo("hydrant: " + folder.resolve("none") + ": there is no such file\n");
    assertThat(prompt.run("compare", "-", "-")).isEqualTo(2);
  }

  /// However events are cut into messages and shuffled, what was planted is found, and no more.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatWasPlantedIsFound(long seed) throws Exception {
    Random random = new Random(seed);
    int events = 1 + random.nextInt(600);
    List<Integer> all = new ArrayList<>(IntStream.range(0, events).boxed().toList());
    int dropped = random.nextInt(events);
    int changed = random.nextInt(events - dropped);
    List<String> ofA = new ArrayList<>();
    List<String> ofB = new ArrayList<>();
    for (int i : all) {
      String data = "\"source_message_id\":\"%d\",\"value\":%d,\"event_id\":%d";
      ofA.add(event(data.formatted(i, i, random.nextInt())));
      int value = i < dropped + changed ? -i - 1 : i;
      if (i >= dropped) {
        ofB.add(event(data.formatted(i, value, random.nextInt())));
      }
    }
    int code = compare(cut(ofA, random), cut(ofB, random), "--json");
    assertThat(code).as("seed %d", seed).isEqualTo(dropped + changed == 0 ? 0 : 1);
    assertThat(prompt.out())
        .as("seed %d", seed)
        .contains("\"paired\":%d,\"differing\":%d,".formatted(events - dropped, changed))
        .contains("\"repeated\":0,\"only\":%d},\"b\":".formatted(dropped))
        .endsWith("\"repeated\":0,\"only\":0}}\n")
        .hasLineCount(dropped + changed + 1);
  }

  private static String cut(List<String> events, Random random) {
    Collections.shuffle(events, random);
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < events.size(); ) {
      int end = Math.min(events.size(), i + 1 + random.nextInt(9));
      String[] some = events.subList(i, end).toArray(new String[0]);
      stream.append(message("m" + random.nextLong(), random.nextInt(1000), ",\"mpid\":1", some));
      i = end;
    }
    return stream.toString();
  }
}
