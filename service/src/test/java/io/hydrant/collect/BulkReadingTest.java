package io.hydrant.collect;

import static io.hydrant.collect.Bodies.bulk;
import static io.hydrant.collect.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.settings.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BulkReadingTest {
  private static final List<String> VALID =
      List.of(
          "{}",
          "{\"mpid\":7}",
          "{ \"events\" : [ { \"event_type\" : \"custom_event\" } ] }",
          "{\"user_attributes\":{\"a\":\"]}\"},\"x\":[[],{}]}");
  private static final List<String> INVALID =
      List.of(
          "5",
          "null",
          "[{}]",
          "\"{}\"",
          "{\"mpid\":\"x\"}",
          "{\"events\":[{}]}",
          "{\"user_attributes\":{\"" + "n".repeat(300) + "\":1,\"" + "n".repeat(301) + "\":1}}",
          "{\"user_attributes\":{\"" + "n".repeat(300) + "\":1},\"mpid\":1.5}");

  private static List<String> texts(Reading reading) {
    return reading.batches().stream().map(Bodies::text).toList();
  }

  private static String batches(int count) {
    return IntStream.range(0, count).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void wholeBodiesAreRefused_forWhatIsNoBulk() {
    assertThat(bulk("{}").errors()).containsExactly("The body must be a JSON array of batches.");
    assertThat(bulk("[]").errors()).containsExactly("The body must have at least one batch.");
    assertThat(bulk("[{},{\"a\":1,\"a\":1}]").errors())
        .singleElement()
        .asString()
        .startsWith("The body is not valid JSON: ");
    assertThat(bulk("[{},{\"a\":1,\"a\":1}]").batches()).isEmpty();
  }

  @Test
  void batches_areAsManyAsTheLimit() {
    assertThat(bulk(batches(1)).batches()).hasSize(1);
    assertThat(bulk(batches(99)).batches()).hasSize(99);
    assertThat(bulk(batches(100)).batches()).hasSize(100);
    assertThat(bulk(batches(101)).batches()).isEmpty();
    assertThat(bulk(batches(101)).errors())
        .containsExactly("The body must have at most 100 batches.");
    assertThat(bulk(batches(5_000), Bodies.OFF).batches()).hasSize(5_000);
  }

  @Test
  void aBatch_isAsLargeAsTheLimit_withItsOwnBytesOnly() {
    int max = 1 << 10;
    Limits limits =
        new Limits(
            new Limits.Requests(1 << 18, max, 100),
            Bodies.STANDARD.attributes(),
            Bodies.STANDARD.userAttributes(),
            256);
    for (int more : new int[] {-1, 0, 1}) {
      String batch = "{\"a\":\"" + "é".repeat(10) + "x".repeat(max + more - 20 - 8) + "\"}";
      Reading reading = bulk("[  " + batch + "  ,{}]", limits);
      assertThat(reading.batches()).hasSize(more > 0 ? 1 : 2);
      assertThat(reading.errors())
          .isEqualTo(more > 0 ? List.of("[0]: The batch is larger than 1024 bytes.") : List.of());
    }
  }

  @Test
  void allInvalid_leavesNoBatches() {
    Reading reading = bulk("[5,{\"events\":[{}]},{\"mpid\":[]}]");
    assertThat(reading.batches()).isEmpty();
    assertThat(reading.errors())
        .containsExactly(
            "[0]: A batch must be a JSON object.",
            "[1]: events[0].event_type: Required event field \"event_type\" is missing or empty.",
            "[2]: mpid: must be a 64-bit integer, or a string of one.");
  }

  @Test
  void invalidNeighbours_changeNothing() {
    long seed = new SplittableRandom().nextLong();
    System.out.println("BulkReadingTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      List<String> elements = new ArrayList<>();
      List<String> valid = new ArrayList<>();
      List<String> invalid = new ArrayList<>();
      for (int place = 0; place < 1 + random.nextInt(100); place++) {
        boolean good = random.nextInt(4) > 0;
        List<String> from = good ? VALID : INVALID;
        String element = from.get(random.nextInt(from.size()));
        elements.add(element);
        if (good) {
          valid.add(element);
        } else {
          invalid.add("[" + place + "]: ");
        }
      }
      Reading reading = bulk("[" + String.join(" ,\n", elements) + "]");
      assertThat(texts(reading)).as("seed %s", seed).isEqualTo(valid);
      assertThat(reading.errors()).as("seed %s", seed).hasSameSizeAs(invalid);
      for (int i = 0; i < invalid.size(); i++) {
        assertThat(reading.errors().get(i)).as("seed %s", seed).startsWith(invalid.get(i));
      }
    }
  }

  @Test
  void aBatchWithCutNames_isRewrittenAlone() {
    String name = "n".repeat(300);
    Reading reading =
        bulk("[{\"mpid\":1},{\"user_attributes\":{\"" + name + "\":1}} , {\"mpid\":3}]");
    assertThat(texts(reading))
        .containsExactly(
            "{\"mpid\":1}",
            "{\"user_attributes\":{\"" + "n".repeat(256) + "\":1}}",
            "{\"mpid\":3}");
    assertThat(reading.batches().get(0).json()).isSameAs(reading.batches().get(2).json());
    assertThat(text(reading.batches().get(1))).doesNotContain(name);
  }

  @Test
  void eachBatchHasItsOwnBoundOfMessages() {
    String wrong = "{\"events\":[" + "{},".repeat(99) + "{}]}";
    Reading reading = bulk("[" + wrong + ",{}," + wrong + "]");
    assertThat(reading.batches()).hasSize(1);
    assertThat(reading.errors()).hasSize(40);
    assertThat(reading.errors().get(20)).startsWith("[2]: events[0].event_type: ");
  }
}
