package io.hydrant.collect;

import static io.hydrant.collect.Bodies.event;
import static io.hydrant.collect.Bodies.historical;
import static io.hydrant.collect.Bodies.one;
import static io.hydrant.collect.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchReaderTest {
  private static final String MISSING = "Required event field \"event_type\" is missing or empty.";
  private static final String NOT_AN_INTEGER = "must be a 64-bit integer, or a string of one.";

  private static void accepted(String body) {
    Reading reading = one(body);
    assertThat(reading.errors()).as(body).isEmpty();
    assertThat(reading.batches()).as(body).hasSize(1);
    assertThat(text(reading.batches().getFirst())).isEqualTo(body.strip());
  }

  private static void refused(String body, String... errors) {
    Reading reading = one(body);
    assertThat(reading.batches()).as(body).isEmpty();
    assertThat(reading.errors()).as(body).containsExactly(errors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"events\":[]} ",
        "{\"events\":null,\"environment\":null,\"user_identities\":null,\"mpid\":null}",
        "{\"events\":[{\"event_type\":\"x\"},{\"event_type\":\"y\",\"data\":null}]}",
        "{\"environment\":\"PRODUCTION\"}",
        "{\"environment\":\"Development\"}",
        "{\"\\u0065nvironment\":\"\\u0070roduction\"}",
        "{\"user_identities\":{}}",
        "{\"user_identities\":[]}",
        "{\"user_identities\":[{},{}]}",
        "{\"unknown\":[{\"events\":5,\"mpid\":\"x\"}],\"user_attributes\":5}",
        "{\"deleted_user_attributes\":[5,null,\"a\",\"a\"]}",
        "{\"events\":[{\"event_type\":\"x\",\"mpid\":\"x\",\"data\":{\"mpid\":\"x\"}}]}"
      })
  void whatIsNotAskedFor_isAccepted(String body) {
    accepted(body);
  }

  @Test
  void sessions_areSoFewThatABatchDoesNotGrowWithThem() {
    accepted(ofSessions(100));
    refused(ofSessions(101), "events: has events of more than 100 sessions.");
    accepted(ofSessions(100).replace("]}", "," + sessionEvent(99) + "]}"));
  }

  private static String ofSessions(int count) {
    return IntStream.range(0, count)
        .mapToObj(BatchReaderTest::sessionEvent)
        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
  }

  private static String sessionEvent(int session) {
    return "{\"event_type\":\"x\",\"data\":{\"session_id\":" + session + "}}";
  }

  @Test
  void identities_areSoFewThatTheirMessageFitsARecord() {
    StringBuilder identities = new StringBuilder("\"0\":1");
    for (int i = 1; i < 1_000; i++) {
      identities.append(",\"").append(i).append("\":1");
    }
    accepted("{\"user_identities\":{" + identities + "}}");
    refused(
        "{\"user_identities\":{" + identities + ",\"x\":1}}",
        "user_identities: has more than 1000 members.");
  }

  @Test
  void bodiesThatAreNoObject_areRefusedWhole() {
    refused("[]", "The body must be a JSON object, one batch.");
    refused("null", "The body must be a JSON object, one batch.");
    refused("{} {}", "The body is not valid JSON: more than one document at byte 3.");
    assertThat(one("{\"a\":1,\"\\u0061\":1}").errors())
        .singleElement()
        .asString()
        .startsWith("The body is not valid JSON: a member name that came before at byte ");
    assertThat(one("").batches()).isEmpty();
    assertThat(one("").errors()).hasSize(1);
  }

  @Test
  void onlyTheGivenLengthIsRead() {
    byte[] body = "{\"mpid\":1}garbage".getBytes(StandardCharsets.UTF_8);
    Reading reading = BatchReader.one(body, 10, Bodies.origin(false), Bodies.STANDARD);
    assertThat(text(reading.batches().getFirst())).isEqualTo("{\"mpid\":1}");
  }

  @Test
  void events_mustBeAnArrayOfObjects() {
    refused("{\"events\":{}}", "events: must be an array of objects.");
    refused("{\"events\":\"\"}", "events: must be an array of objects.");
    refused(
        "{\"events\":[1,null]}", "events[0]: must be an object.", "events[1]: must be an object.");
  }

  @Test
  void eventTypes_mustBeStringsThatSayOne() {
    refused("{\"events\":[{}]}", "events[0].event_type: " + MISSING);
    refused("{\"events\":[{\"event_type\":null}]}", "events[0].event_type: " + MISSING);
    refused("{\"events\":[{\"event_type\":\"\"}]}", "events[0].event_type: " + MISSING);
    refused("{\"events\":[{\"event_type\":5}]}", "events[0].event_type: must be a string.");
    refused(
        "{\"events\":[{\"event_type\":\"a\"},{\"event_type\":\"b\"},{\"data\":{}}]}",
        "events[2].event_type: " + MISSING);
  }

  @Test
  void data_mustBeAnObject() {
    refused(event("[]"), "events[0].data: must be an object.");
    refused(event("\"\""), "events[0].data: must be an object.");
  }

  @Test
  void environments_areTwo() {
    for (String other :
        List.of("\"staging\"", "\"\"", "5", "{}", "\"produktion\"", "\"productıon\"")) {
      refused(
          "{\"environment\":" + other + "}",
          "environment: must be \"production\" or \"development\".");
    }
  }

  @Test
  void userIdentities_areAnObjectOrAnArrayOfObjects() {
    refused(
        "{\"user_identities\":\"a\"}",
        "user_identities: must be an object, or an array of objects.");
    refused("{\"user_identities\":[{},5]}", "user_identities[1]: must be an object.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-9223372036854775808",
        "9223372036854775807",
        "\"9223372036854775807\"",
        "\"-9223372036854775808\"",
        "\"\\u0031\\u0032\"",
        "\"0\"",
        "1000000000000000000",
        "null"
      })
  void integersOf64Bits_areAccepted(String value) {
    for (String name : List.of("mpid", "batch_id", "timestamp_unixtime_ms")) {
      accepted("{\"" + name + "\":" + value + "}");
    }
    for (String name : dataIntegers()) {
      accepted(event("{\"" + name + "\":" + value + "}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-9223372036854775809",
        "9223372036854775808",
        "18446744073709551616",
        "99999999999999999999",
        "\"9223372036854775808\"",
        "\"-9223372036854775809\"",
        "\"01\"",
        "\"-\"",
        "\"\"",
        "\"+1\"",
        "\" 1\"",
        "\"1e3\"",
        "\"abc\"",
        "\"\\ud800\"",
        "\"-00\"",
        "1.0",
        "1e3",
        "true",
        "{}",
        "[1]"
      })
  void anythingElseForAnInteger_isRefused(String value) {
    for (String name : List.of("mpid", "batch_id", "timestamp_unixtime_ms")) {
      refused("{\"" + name + "\":" + value + "}", name + ": " + NOT_AN_INTEGER);
    }
    for (String name : dataIntegers()) {
      refused(
          event("{\"" + name + "\":" + value + "}"),
          "events[0].data." + name + ": " + NOT_AN_INTEGER);
    }
  }

  private static List<String> dataIntegers() {
    return List.of(
        "timestamp_unixtime_ms",
        "event_id",
        "session_id",
        "session_start_unixtime_ms",
        "event_start_unixtime_ms");
  }

  @Test
  void allFaultsAreNamed_inOrder_upToABound() {
    refused(
        "{\"mpid\":true,\"events\":[{\"event_type\":\"a\",\"data\":{\"session_id\":\"ada\"}},{}],"
            + "\"environment\":\"x\"}",
        "mpid: " + NOT_AN_INTEGER,
        "events[0].data.session_id: " + NOT_AN_INTEGER,
        "events[1].event_type: " + MISSING,
        "environment: must be \"production\" or \"development\".");
    Reading many = one("{\"events\":[" + "{},".repeat(999) + "{}]}");
    assertThat(many.errors()).hasSize(20).last().asString().startsWith("events[19].event_type: ");
  }

  @Test
  void messages_showNoValues() {
    Reading reading =
        one(
            "{\"mpid\":\"ada@example.com\",\"environment\":\"ada\",\"user_identities\":\"ada\","
                + "\"user_attributes\":{\"x\":\""
                + "ada".repeat(2000)
                + "\"}}");
    assertThat(reading.errors()).hasSize(4).noneMatch(error -> error.contains("ada"));
    assertThat(reading.toString()).isEqualTo("0 batches, 4 errors");
  }

  @ParameterizedTest
  @CsvSource({"72,0,true", "72,1,false", "0,0,false", "100000,0,true"})
  void historicalEvents_areThreeDaysOld(long hours, long lessMillis, boolean valid) {
    long timestamp = Bodies.NOW - hours * 3_600_000 + lessMillis;
    for (String written : List.of("" + timestamp, "\"" + timestamp + "\"")) {
      Reading reading =
          historical("[" + event("{\"timestamp_unixtime_ms\":" + written + "}") + "]");
      assertThat(reading.batches()).as(written).hasSize(valid ? 1 : 0);
      if (!valid) {
        assertThat(reading.errors())
            .containsExactly(
                "[0]: events[0].data.timestamp_unixtime_ms: "
                    + "An event of a historical batch must be 72 hours old.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"events\":[]}",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":[{\"event_type\":\"a\"}]}",
        "{\"events\":[{\"event_type\":\"a\",\"data\":null}]}",
        "{\"events\":[{\"event_type\":\"a\",\"data\":{\"timestamp_unixtime_ms\":null}}]}",
        "{\"events\":[{\"event_type\":\"a\",\"data\":{\"timestamp_unixtime_ms\":\"\"}}]}",
        "{\"events\":[{\"event_type\":\"a\",\"data\":{\"timestamp_unixtime_ms\":1}},"
            + "{\"event_type\":\"a\",\"data\":{}}]}"
      })
  void historicalBatches_haveEventsAndEveryEventATimestamp(String batch) {
    assertThat(historical("[" + batch + "]").batches()).isEmpty();
    assertThat(historical("[" + batch + "]").errors()).hasSize(1);
  }

  @Test
  void historicalTimestamps_countAsNumbers_toTheEnd() {
    assertThat(
            historical("[" + event("{\"timestamp_unixtime_ms\":-9223372036854775808}") + "]")
                .batches())
        .hasSize(1);
  }
}
