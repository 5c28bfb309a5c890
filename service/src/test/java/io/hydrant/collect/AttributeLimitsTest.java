package io.hydrant.collect;

import static io.hydrant.collect.Bodies.event;
import static io.hydrant.collect.Bodies.one;
import static io.hydrant.collect.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.settings.Limits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttributeLimitsTest {
  /// The two places attributes are in.
  enum Place {
    USER("user_attributes", "{\"user_attributes\":%s}"),
    EVENT("events[0].data.custom_attributes", event("{\"custom_attributes\":%s}"));

    private final String path;
    private final String body;

    Place(String path, String body) {
      this.path = path;
      this.body = body;
    }

    Reading read(String object) {
      return one(body.formatted(object));
    }
  }

  private static void valid(Reading reading) {
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.batches()).hasSize(1);
  }

  private static void invalid(Reading reading, String error) {
    assertThat(reading.batches()).isEmpty();
    assertThat(reading.errors()).containsExactly(error);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a" + i + "\":null")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String entries(int count) {
    return IntStream.range(0, count).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest
  @EnumSource
  void counts_areUpTo100(Place place) {
    valid(place.read(members(99)));
    valid(place.read(members(100)));
    invalid(place.read(members(101)), place.path + ": has 101 entries; at most 100 are allowed.");
  }

  @ParameterizedTest
  @EnumSource
  void values_areUpTo4096Units_ofTheDecodedText(Place place) {
    String error = place.path + ".k: is longer than 4096 characters.";
    String[] characters = {"x", "é", "€", "\\n", "\\u00e9", "\\ud83d", "\\u005c"};
    for (String character : characters) {
      valid(place.read("{\"k\":\"" + character.repeat(4095) + "\"}"));
      valid(place.read("{\"k\":\"" + character.repeat(4096) + "\"}"));
      invalid(place.read("{\"k\":\"" + character.repeat(4097) + "\"}"), error);
    }
    for (String pair : new String[] {"😀", "\\ud83d\\ude00", "\\uD83D\\uDE00"}) {
      valid(place.read("{\"k\":\"" + pair.repeat(2048) + "\"}"));
      invalid(place.read("{\"k\":\"" + pair.repeat(2048) + "x\"}"), error);
      invalid(place.read("{\"k\":\"x" + pair.repeat(2048) + "\"}"), error);
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherValues_countAsTheyAreWritten(Place place) {
    String error = place.path + ".k: is longer than 4096 characters.";
    valid(place.read("{\"k\":{\"a\":\"" + "é".repeat(4088) + "\"}}"));
    invalid(place.read("{\"k\":{\"a\":\"" + "é".repeat(4089) + "\"}}"), error);
    valid(place.read("{\"k\":true,\"l\":1e400}"));
  }

  @Test
  void lists_haveUpTo1000EntriesOf512() {
    valid(Place.USER.read("{\"l\":" + entries(999) + "}"));
    valid(Place.USER.read("{\"l\":" + entries(1000) + "}"));
    invalid(
        Place.USER.read("{\"l\":" + entries(1001) + "}"),
        "user_attributes.l: has 1001 entries; at most 1000 are allowed.");
    valid(Place.USER.read("{\"l\":[\"" + "x".repeat(512) + "\",\"" + "😀".repeat(256) + "\"]}"));
    invalid(
        Place.USER.read("{\"l\":[1,\"" + "x".repeat(513) + "\"]}"),
        "user_attributes.l[1]: is longer than 512 characters.");
    invalid(
        Place.USER.read("{\"l\":[\"" + "😀".repeat(256) + "x\"]}"),
        "user_attributes.l[0]: is longer than 512 characters.");
    valid(Place.USER.read("{\"l\":[{\"a\":\"" + "x".repeat(504) + "\"}]}"));
    invalid(
        Place.USER.read("{\"l\":[{\"a\":\"" + "x".repeat(505) + "\"}]}"),
        "user_attributes.l[0]: is longer than 512 characters.");
  }

  @Test
  void attributesOfThisName_elsewhere_areNobodysBusiness() {
    String many = members(200);
    valid(one("{\"custom_attributes\":" + many + "}"));
    valid(
        one(
            event(
                "{\"user_attributes\":" + many + ",\"x\":{\"custom_attributes\":" + many + "}}")));
    valid(one("{\"user_attributes\":\"" + "x".repeat(5000) + "\"}"));
  }

  @Test
  void namesInPaths_areShortAndPlain() {
    String value = "\"" + "x".repeat(5000) + "\"";
    invalid(
        Place.USER.read("{\"a\\u0000\\n\\ud800\":" + value + "}"),
        "user_attributes.a\\u0000\\u000a\\ud800: is longer than 4096 characters.");
    invalid(
        Place.USER.read("{\"" + "😀".repeat(65) + "\":" + value + "}"),
        "user_attributes." + "😀".repeat(64) + "…: is longer than 4096 characters.");
  }

  @Test
  void limitsOff_liftAll() {
    String name = "n".repeat(1000);
    String huge = "\"" + "x".repeat(20_000) + "\"";
    String body =
        "{\"user_attributes\":{\""
            + name
            + "\":"
            + huge
            + ",\"l\":["
            + huge
            + "],\"m\":"
            + entries(2000)
            + "},\"deleted_user_attributes\":[\""
            + name
            + "\"],\"events\":[{\"event_type\":\"a\",\"data\":{\"event_name\":\""
            + name
            + "\",\"custom_attributes\":"
            + members(500)
            + "}}]}";
    Reading reading = one(body, Bodies.OFF);
    valid(reading);
    assertThat(text(reading.batches().getFirst())).isEqualTo(body);
  }

  @Test
  void lowerLimits_hold() {
    Limits low =
        new Limits(
            Bodies.STANDARD.requests(),
            new Limits.Attributes(1, 3),
            new Limits.UserAttributes(1, 3, 1, 2),
            2);
    valid(one("{\"user_attributes\":{\"ab\":\"abc\"}}", low));
    invalid(
        one("{\"user_attributes\":{\"a\":1,\"b\":1}}", low),
        "user_attributes: has 2 entries; at most 1 are allowed.");
    invalid(
        one("{\"user_attributes\":{\"a\":12345}}", low),
        "user_attributes.a: is longer than 3 characters.");
    assertThat(text(one("{\"user_attributes\":{\"abc\":[\"ab\"]}}", low).batches().getFirst()))
        .isEqualTo("{\"user_attributes\":{\"ab\":[\"ab\"]}}");
  }
}
