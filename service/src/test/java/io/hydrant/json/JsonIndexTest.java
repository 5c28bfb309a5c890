package io.hydrant.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.json.JsonIndex.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonIndexTest {
  private static JsonIndex index(String text) throws InvalidJsonException {
    return JsonIndex.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String raw(JsonIndex json, int node) {
    return json.raw(node);
  }

  @Test
  void members_areFoundWithTheirBytes() throws InvalidJsonException {
    JsonIndex json =
        index(
            " { \"a\" : 1.10E+05 , \"b\":[ 1,{\"c\":\"x\\\"y\"} , [] ],\"\\u0063\":null,\"d\":{}} ");
    int a = json.find(0, JsonName.of("a"));
    int b = json.find(0, JsonName.of("b"));
    int c = json.find(0, JsonName.of("c"));
    assertThat(raw(json, a)).isEqualTo("1.10E+05");
    assertThat(json.kind(a)).isEqualTo(Kind.NUMBER);
    assertThat(raw(json, b)).isEqualTo("[ 1,{\"c\":\"x\\\"y\"} , [] ]");
    assertThat(json.count(b)).isEqualTo(3);
    assertThat(raw(json, c)).isEqualTo("null");
    assertThat(json.findValue(0, JsonName.of("c"))).isEqualTo(JsonIndex.NONE);
    assertThat(json.name(c)).isEqualTo("c");
    assertThat(json.first(json.find(0, JsonName.of("d")))).isEqualTo(JsonIndex.NONE);
    assertThat(json.next(json.find(0, JsonName.of("d")))).isEqualTo(JsonIndex.NONE);
    int second = json.next(json.first(b));
    assertThat(json.string(json.first(second))).isEqualTo("x\"y");
    assertThat(json.find(0, JsonName.of("x"))).isEqualTo(JsonIndex.NONE);
  }

  @Test
  void aPartOfAnArray_isIndexedInPlace() throws InvalidJsonException {
    byte[] text = "xx{\"é\":[true]}yy".getBytes(StandardCharsets.UTF_8);
    JsonIndex json = JsonIndex.of(text, 2, text.length - 4);
    int member = json.first(0);
    assertThat(json.name(member)).isEqualTo("é");
    assertThat(raw(json, json.first(member))).isEqualTo("true");
  }

  @Test
  void aByteOrderMark_isSkipped() throws InvalidJsonException {
    JsonIndex json = index("\uFEFF{\"a\":false}");
    assertThat(raw(json, json.first(0))).isEqualTo("false");
  }

  @Test
  void escapes_areDecoded_loneSurrogatesIncluded() throws InvalidJsonException {
    JsonIndex json = index("[\"\\ud800\",\"\\u0000\\b\\f\\n\\r\\t\\/\\\\ä\\u00e4\\ud83d\\ude00\"]");
    assertThat(json.string(1)).isEqualTo("\ud800");
    assertThat(json.string(2)).isEqualTo("\u0000\b\f\n\r\t/\\ää😀");
  }

  /// An escaped text is compared as it is read, a decoded one as a whole: with the same result.
  @Test
  void anEscapedText_isWhatItsCharactersAre_andNothingElse() throws InvalidJsonException {
    List<String> words =
        List.of("", "a", "ab", "abc", "b", "a\"b", "a\\b", "\n", "ä", "aä", "\ud800", "😀", "a😀b");
    for (String word : words) {
      StringBuilder escaped = new StringBuilder();
      word.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));
      String firstOnly = word.isEmpty() ? "" : escaped.substring(0, 6) + rest(word);
      JsonIndex json = index("[\"" + escaped + "\",\"" + firstOnly + "\"]");
      for (String other : words) {
        JsonName wanted = JsonName.of(other);
        assertThat(json.isString(1, wanted))
            .as(escaped + " is " + other)
            .isEqualTo(word.equals(other));
        assertThat(json.isString(2, wanted))
            .as(firstOnly + " is " + other)
            .isEqualTo(word.equals(other));
      }
    }
  }

  private static String rest(String word) {
    String rest = word.substring(1);
    boolean isHalf = !rest.isEmpty() && Character.isLowSurrogate(rest.charAt(0));
    return isHalf
        ? "\\u%04x".formatted((int) rest.charAt(0)) + rest.substring(1)
        : rest.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} 1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{'a':1}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "\"\\x\"",
        "\"\\ud8\"",
        "+1",
        ".5",
        "1.",
        "1e",
        "tru",
        "truex",
        "nulll",
        "/**/1",
        "#\n1",
        "[\"a\nb\"]",
        "[-]",
        "[Infinity]",
        "]",
        "\u0000{}",
        "{}\u0000"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> index(text)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void brokenUtf8_isRefused_alsoInsideStringsThatNobodyReads() {
    for (int[] bad :
        new int[][] {
          {0xc0, 0x80},
          {0xc1, 0xbf},
          {0xe0, 0x80, 0x80},
          {0xed, 0xa0, 0x80},
          {0xf0, 0x80, 0x80, 0x80},
          {0xf4, 0x90, 0x80, 0x80},
          {0xf5, 0x80, 0x80, 0x80},
          {0x80},
          {0xe2, 0x82},
          {0xff}
        }) {
      byte[] text = new byte[bad.length + 4];
      text[0] = '[';
      text[1] = '"';
      for (int i = 0; i < bad.length; i++) {
        text[2 + i] = (byte) bad[i];
      }
      text[bad.length + 2] = '"';
      text[bad.length + 3] = ']';
      assertThatThrownBy(() -> JsonIndex.of(text))
          .isInstanceOf(InvalidJsonException.class)
          .hasMessageContaining("UTF-8");
    }
    assertThatThrownBy(() -> JsonIndex.of("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void bounds_holdToTheLastOne() throws InvalidJsonException {
    index("[".repeat(100) + "]".repeat(100));
    assertThatThrownBy(() -> index("[".repeat(101) + "]".repeat(101)))
        .hasMessageContaining("deeper than 100");
    index("[" + "1".repeat(1_000) + "]");
    assertThatThrownBy(() -> index("[" + "1".repeat(1_001) + "]"))
        .hasMessageContaining("1000 characters");
    assertThatThrownBy(() -> index("[1." + "1".repeat(1_000) + "]"))
        .hasMessageContaining("1000 characters");
    index("[1e999999999,-0,1E-7]");
    index("{\"" + "n".repeat(100_000) + "\":1}");
  }

  @Test
  void aRepeatedName_isFoundAmongFewAndMany() throws InvalidJsonException {
    for (int count = 1; count <= 40; count++) {
      for (int twin = 0; twin < count; twin++) {
        StringBuilder text = new StringBuilder("{\"x\":{\"n0\":1}");
        for (int i = 0; i < count; i++) {
          text.append(",\"n").append(i).append("\":{}");
        }
        index(text + "}");
        int at = text.length() + 1;
        text.append(",\"n").append(twin).append("\":1}");
        assertThatThrownBy(() -> index(text.toString()))
            .hasMessage("a member name that came before at byte " + at);
      }
    }
  }

  @Test
  void aNameWithABackslash_isNoEscape() throws InvalidJsonException {
    JsonIndex json = index("{\"a\\n\":1,\"b\\\\n\":2}");
    assertThat(json.find(0, JsonName.of("a\\n"))).isEqualTo(JsonIndex.NONE);
    assertThat(json.find(0, JsonName.of("a\n"))).isEqualTo(1);
    assertThat(json.find(0, JsonName.of("b\\n"))).isEqualTo(2);
  }

  @Test
  void messages_showNothingOfTheText() {
    assertThatThrownBy(() -> index("{\"email\":\"ada@example.com\",\"email\":1}"))
        .hasMessageNotContaining("ada")
        .hasMessageNotContaining("email");
    assertThatThrownBy(() -> index("{\"a\":adalovelace}")).hasMessageNotContaining("ada");
  }

  @Test
  void randomTexts_areTheSumOfTheirParts() throws InvalidJsonException {
    long seed = new SplittableRandom().nextLong();
    System.out.println("JsonIndexTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      List<String> parts = new ArrayList<>();
      String text = value(random, 0, parts);
      JsonIndex json = index(text);
      List<String> found = new ArrayList<>();
      for (int node = 0; node < json.size(); node++) {
        found.add(raw(json, node));
      }
      assertThat(found).as("seed %s: %s", seed, text).containsExactlyElementsOf(parts);
    }
  }

  /// A random value; `parts` gains the text of every value in it, in order.
  private static String value(SplittableRandom random, int depth, List<String> parts) {
    int mine = parts.size();
    parts.add("");
    String text =
        switch (random.nextInt(depth > 4 ? 4 : 7)) {
          case 0 -> "\"" + string(random) + "\"";
          case 1 -> random.nextLong() + (random.nextBoolean() ? "" : ".5e-3");
          case 2 -> random.nextBoolean() ? "true" : "false";
          case 3 -> "null";
          case 4, 5 -> container(random, depth, parts, true);
          default -> container(random, depth, parts, false);
        };
    parts.set(mine, text);
    return text;
  }

  private static String container(
      SplittableRandom random, int depth, List<String> parts, boolean object) {
    StringBuilder text = new StringBuilder(object ? "{" : "[");
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(" ".repeat(random.nextInt(2)));
      if (object) {
        text.append('"').append(i).append(string(random)).append("\" :");
      }
      text.append(value(random, depth + 1, parts)).append(" ".repeat(random.nextInt(2)));
    }
    return text.append(object ? "}" : "]").toString();
  }

  private static String string(SplittableRandom random) {
    String[] pieces = {"a", "\\\\", "\\\"", "ä", "😀", "\\u00e4", "{", "]", ",", ":", " "};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
