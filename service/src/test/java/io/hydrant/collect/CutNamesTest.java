package io.hydrant.collect;

import static io.hydrant.collect.Bodies.event;
import static io.hydrant.collect.Bodies.one;
import static io.hydrant.collect.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.JsonIndex;
import io.hydrant.model.Batch;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CutNamesTest {
  /// A batch with the name wherever names are cut, and other things around.
  private static String everywhere(String name) {
    return " {\"user_attributes\" : { \"a\":1.10E+05, \"%s\" : [ \"%s\" ] },\n\"x\":\"%s\", \"%s\":{\"%s\":1}, \"deleted_user_attributes\":[\"%s\",5],\"events\":[{\"event_type\":\"%s\",\"data\":{\"event_name\":\"%s\",\"custom_attributes\":{\"%s\":\"%s\"}}}]} "
        .replace("%s", name);
  }

  private static String cutEverywhere(String name, String cut) {
    return everywhere(name)
        .strip()
        .replace("\"" + name + "\" : [", "\"" + cut + "\" : [")
        .replace("[\"" + name + "\",5]", "[\"" + cut + "\",5]")
        .replace("\"event_name\":\"" + name, "\"event_name\":\"" + cut)
        .replace("{\"" + name + "\":\"", "{\"" + cut + "\":\"");
  }

  private static void cut(String name, String expected) {
    Reading reading = one(everywhere(name));
    assertThat(reading.errors()).isEmpty();
    assertThat(text(reading.batches().getFirst())).isEqualTo(cutEverywhere(name, expected));
  }

  private static void whole(String name) {
    cut(name, name);
  }

  private static void untouched(String body) {
    Reading reading = one(body);
    assertThat(reading.errors()).isEmpty();
    assertThat(text(reading.batches().getFirst())).isEqualTo(body);
  }

  @Test
  void names_areCutTo256_andNothingElseIsTouched() {
    whole("n".repeat(255));
    whole("n".repeat(256));
    cut("n".repeat(257), "n".repeat(256));
    cut("é".repeat(400), "é".repeat(256));
    cut("€".repeat(257), "€".repeat(256));
  }

  @ParameterizedTest
  @CsvSource({"😀", "\\ud83d\\ude00", "\\uDBFF\\uDFFF"})
  void pairs_areNotSplit(String pair) {
    whole(pair.repeat(128));
    cut(pair.repeat(129), pair.repeat(128));
    cut("x" + pair.repeat(128), "x" + pair.repeat(127));
    whole("x".repeat(254) + pair);
    cut("x".repeat(255) + pair, "x".repeat(255));
    cut("x".repeat(256) + pair, "x".repeat(256));
  }

  @Test
  void escapes_areOneUnitEach_loneSurrogatesToo() {
    whole("\\u0000".repeat(256));
    cut("\\u0000".repeat(257), "\\u0000".repeat(256));
    cut("\\\\".repeat(300), "\\\\".repeat(256));
    cut("\\\"".repeat(300), "\\\"".repeat(256));
    cut("x".repeat(255) + "\\ud83dx", "x".repeat(255) + "\\ud83d");
    cut("x".repeat(255) + "\\ud83d\\ud83d\\ude00", "x".repeat(255) + "\\ud83d");
    cut("x".repeat(255) + "\\ude00\\ud83d", "x".repeat(255) + "\\ude00");
    cut("x".repeat(255) + "\\\\ud83d\\ude00", "x".repeat(255) + "\\\\");
  }

  @Test
  void cutsThatMakeTwoNamesEqual_areInvalid() {
    String cut = "n".repeat(256);
    String shown = "n".repeat(64) + "…";
    for (String other : new String[] {cut, cut + "y", "\\u006e" + cut.substring(1) + "y"}) {
      for (String pair :
          new String[] {
            "\"" + cut + "x\":1,\"k\":0,\"" + other + "\":2",
            "\"" + other + "\":2,\"k\":0,\"" + cut + "x\":1"
          }) {
        String end = " is the same as another name when cut to 256 characters.";
        assertThat(one("{\"user_attributes\":{" + pair + "}}").errors())
            .containsExactly("user_attributes." + shown + ":" + end);
        assertThat(one(event("{\"custom_attributes\":{" + pair + "}}")).errors())
            .containsExactly("events[0].data.custom_attributes." + shown + ":" + end);
        assertThat(
                one("{\"deleted_user_attributes\":[\"" + cut + "x\",5,\"" + other + "\"]}")
                    .errors())
            .containsExactly("deleted_user_attributes." + shown + ":" + end);
      }
    }
  }

  @Test
  void cutsInDifferentObjects_doNotMeet() {
    String attributes = "{\"" + "n".repeat(300) + "\":1}";
    Reading reading =
        one(
            "{\"user_attributes\":"
                + attributes
                + ",\"events\":[{\"event_type\":\"a\",\"data\":{\"custom_attributes\":"
                + attributes
                + "}},{\"event_type\":\"a\",\"data\":{\"custom_attributes\":"
                + attributes
                + "}}]}");
    assertThat(reading.errors()).isEmpty();
    assertThat(text(reading.batches().getFirst())).doesNotContain("n".repeat(257));
  }

  @Test
  void whatIsNoName_isNotCut() {
    String longer = "\"" + "x".repeat(300) + "\"";
    untouched("{\"deleted_user_attributes\":[{\"a\":" + longer + "}," + "9".repeat(300) + "]}");
    untouched(event("{\"event_name\":[" + longer + "],\"screen_name\":" + longer + "}"));
    untouched("{\"user_attributes\":{\"a\":[" + longer + "],\"b\":{" + longer + ":1}}}");
  }

  @Test
  void aNameDeletedTwice_isOneNameStill() {
    String name = "n".repeat(300);
    Reading reading = one("{\"deleted_user_attributes\":[\"" + name + "\",\"" + name + "\"]}");
    String cut = "\"" + "n".repeat(256) + "\"";
    assertThat(text(reading.batches().getFirst()))
        .isEqualTo("{\"deleted_user_attributes\":[" + cut + "," + cut + "]}");
  }

  @Test
  void randomNames_areCutAsTheirTextWouldBe() {
    long seed = new SplittableRandom().nextLong();
    System.out.println("CutNamesTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    String[] pieces = {"a", "é", "€", "😀", "\\n", "\\u0061", "\\ud83d", "\\ude00", "\\\\", "\\/"};
    for (int round = 0; round < 2_000; round++) {
      StringBuilder name = new StringBuilder();
      for (int i = 200 + random.nextInt(120); i > 0; i--) {
        name.append(pieces[random.nextInt(pieces.length)]);
      }
      Reading reading = one("{\"user_attributes\":{\"" + name + "\":\"v\"}}");
      assertThat(reading.errors()).as("seed %s", seed).isEmpty();
      Batch batch = reading.batches().getFirst();
      JsonIndex json = batch.json();
      String cut = json.name(json.first(json.first(batch.node())));
      assertThat(cut).as("seed %s: %s", seed, name).isEqualTo(cutText(decoded(name.toString())));
    }
  }

  private static String decoded(String name) {
    Reading whole = one("{\"x\":\"" + name + "\"}");
    JsonIndex json = whole.batches().getFirst().json();
    return json.string(json.first(0));
  }

  private static String cutText(String text) {
    if (text.length() <= 256) {
      return text;
    }
    boolean pair =
        Character.isHighSurrogate(text.charAt(255)) && Character.isLowSurrogate(text.charAt(256));
    return text.substring(0, pair ? 255 : 256);
  }
}
