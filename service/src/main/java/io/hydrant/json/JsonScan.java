package io.hydrant.json;

import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// The pass that makes an index: jackson-core says what the tokens are and that they are right, the
/// tape keeps where they lie.
final class JsonScan {
  static final int DEPTH_MAX = 100;
  static final int NUMBER_CHARACTERS_MAX = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_CHARACTERS_MAX)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // It guesses UTF-16 and UTF-32, where byte offsets would mean something else.
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          // Names come from outside: an unlucky set of them is slow, not wrong.
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final byte[] text;
  private final int offset;
  private final int limit;
  private final int[] open = new int[DEPTH_MAX + 1];
  private final int[] last = new int[DEPTH_MAX + 1];
  private int depth;
  private int[] tape;
  private int used;
  private int reached;

  JsonScan(byte[] text, int offset, int length) {
    this.text = text;
    this.limit = offset + length;
    this.offset = Utf8.afterByteOrderMark(text, offset, limit);
    this.reached = this.offset;
    this.tape = new int[JsonIndex.WIDTH * (16 + length / 12)];
    Arrays.fill(last, JsonIndex.NONE);
  }

  JsonIndex index() throws InvalidJsonException {
    int bad = Utf8.firstBad(text, offset, limit);
    if (bad >= 0) {
      throw new InvalidJsonException("not UTF-8", bad - offset);
    }
    try (JsonParser json =
        JSON.createParser(ObjectReadContext.empty(), text, offset, limit - offset)) {
      scan(json);
    } catch (StreamConstraintsException e) {
      throw refused(tooMuch(e), e);
    } catch (StreamReadException e) {
      throw refused(isDuplicate(e) ? "a member name that came before" : "not JSON", e);
    }
    return new JsonIndex(text, Arrays.copyOf(tape, used));
  }

  private void scan(JsonParser json) throws InvalidJsonException {
    int nameStart = JsonIndex.NONE;
    int nameEnd = JsonIndex.NONE;
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      int at = offset + (int) json.currentTokenLocation().getByteOffset();
      reached = at;
      switch (token) {
        case PROPERTY_NAME -> {
          nameStart = at;
          nameEnd = JsonText.endOfString(text, at);
        }
        case END_OBJECT, END_ARRAY -> close(at + 1);
        default -> {
          add(at, nameStart, nameEnd, token);
          nameStart = JsonIndex.NONE;
          nameEnd = JsonIndex.NONE;
        }
      }
    }
    if (used == 0) {
      throw new InvalidJsonException("no JSON", 0);
    }
  }

  private void add(int at, int nameStart, int nameEnd, JsonToken token)
      throws InvalidJsonException {
    int node = used / JsonIndex.WIDTH;
    if (depth == 0 && node > 0) {
      throw new InvalidJsonException("a second document", at - offset);
    }
    if (used == tape.length) {
      tape = Arrays.copyOf(tape, used * 2);
    }
    int before = last[depth];
    if (before != JsonIndex.NONE) {
      tape[before * JsonIndex.WIDTH + JsonIndex.NEXT] = node;
    }
    last[depth] = node;
    tape[used + JsonIndex.START] = at;
    tape[used + JsonIndex.NAME_START] = nameStart;
    tape[used + JsonIndex.NAME_END] = nameEnd;
    tape[used + JsonIndex.NEXT] = JsonIndex.NONE;
    used += JsonIndex.WIDTH;
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        open[depth++] = node;
        last[depth] = JsonIndex.NONE;
      }
      case VALUE_STRING -> setEnd(node, JsonText.endOfString(text, at));
      default -> setEnd(node, JsonText.endOfScalar(text, at, limit));
    }
  }

  private void close(int end) {
    setEnd(open[--depth], end);
  }

  private void setEnd(int node, int end) {
    tape[node * JsonIndex.WIDTH + JsonIndex.END] = end;
  }

  private static String tooMuch(StreamConstraintsException e) {
    return String.valueOf(e.getMessage()).contains("nesting depth")
        ? "nested deeper than " + DEPTH_MAX + " levels"
        : "a number of more than " + NUMBER_CHARACTERS_MAX + " characters";
  }

  private static boolean isDuplicate(StreamReadException e) {
    return String.valueOf(e.getMessage()).contains("Duplicate Object property");
  }

  /// Jackson does not always say where: then it is behind the last token.
  private InvalidJsonException refused(String what, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    long at = location == null ? -1 : location.getByteOffset();
    return new InvalidJsonException(what, at < 0 ? reached - offset : at);
  }
}
