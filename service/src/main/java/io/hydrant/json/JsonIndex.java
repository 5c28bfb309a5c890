package io.hydrant.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where every value of a JSON text lies, found in one pass: nobody parses the text again, and what
/// nobody touches can leave as the bytes it came in.
///
/// A value is a *node*, a number from 0 (the document) in the order of the text; [#NONE] stands for
/// no node. Positions are indexes of [#text()]. The text must not change while the index lives.
/// Immutable, safe for many threads.
public final class JsonIndex {
  /// No such node.
  public static final int NONE = -1;

  /// What a value is.
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  private final byte[] text;
  private final Tape tape;
  private final boolean escapeInNames;

  /// @param escapeInNames whether any name is written with an escape: hardly ever, so that most
  ///   comparisons end with the lengths
  JsonIndex(byte[] text, Tape tape, boolean escapeInNames) {
    this.text = text;
    this.tape = tape;
    this.escapeInNames = escapeInNames;
  }

  /// The index of a whole text.
  ///
  /// @throws InvalidJsonException see [#of(byte[], int, int)]
  public static JsonIndex of(byte[] text) throws InvalidJsonException {
    return of(text, 0, text.length);
  }

  /// The index of the `length` bytes of `text` from `offset`.
  ///
  /// @throws InvalidJsonException when they are not one document of RFC 8259 in strict UTF-8 (a
  ///   byte order mark is skipped), with unique member names, at most 100 levels and numbers of at
  ///   most 1,000 characters
  public static JsonIndex of(byte[] text, int offset, int length) throws InvalidJsonException {
    return new JsonScan(text, offset, length).index();
  }

  /// The bytes the positions point into; for reading only.
  public byte[] text() {
    return text;
  }

  /// How many nodes there are.
  public int size() {
    return tape.size();
  }

  public Kind kind(int node) {
    return switch (text[start(node)]) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't' -> Kind.TRUE;
      case 'f' -> Kind.FALSE;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  public boolean is(int node, Kind kind) {
    return node != NONE && kind(node) == kind;
  }

  /// Position of the value's first byte.
  public int start(int node) {
    return tape.start(node);
  }

  /// Position behind the value's last byte.
  public int end(int node) {
    return tape.end(node);
  }

  /// Position of the opening quote of a member's name; [#NONE] when the node is no member.
  public int nameStart(int node) {
    return tape.nameStart(node);
  }

  /// Position behind the closing quote of a member's name.
  public int nameEnd(int node) {
    return tape.nameEnd(node);
  }

  /// The first member or element of an object or array; [#NONE] when there is none.
  public int first(int node) {
    int next = node + 1;
    return next < tape.size() && start(next) < end(node) ? next : NONE;
  }

  /// The next member or element beside a node; [#NONE] behind the last.
  public int next(int node) {
    return tape.next(node);
  }

  /// How many members or elements an object or array has.
  public int count(int node) {
    int count = 0;
    for (int child = first(node); child != NONE; child = next(child)) {
      count++;
    }
    return count;
  }

  /// The member of this name, [#NONE] when there is none or `object` is no object.
  public int find(int object, JsonName name) {
    if (!is(object, Kind.OBJECT)) {
      return NONE;
    }
    for (int member = first(object); member != NONE; member = next(member)) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return NONE;
  }

  /// The member of this name, [#NONE] also when its value is null.
  public int findValue(int object, JsonName name) {
    int member = find(object, name);
    return is(member, Kind.NULL) ? NONE : member;
  }

  /// Whether a member has this name, escapes decoded.
  public boolean isNamed(int member, JsonName name) {
    int start = nameStart(member);
    int end = nameEnd(member);
    return escapeInNames ? isText(start, end, name) : isPlainText(start, end, name);
  }

  /// Whether a value is this string, escapes decoded.
  public boolean isString(int node, JsonName string) {
    return is(node, Kind.STRING) && isText(start(node), end(node), string);
  }

  private boolean isText(int start, int end, JsonName wanted) {
    // An escape is longer than what it stands for.
    return isPlainText(start, end, wanted)
        || (end - start - 2 > wanted.utf8().length
            && JsonText.hasEscape(text, start, end)
            && JsonText.is(text, start, end, wanted.text()));
  }

  private boolean isPlainText(int start, int end, JsonName wanted) {
    byte[] utf8 = wanted.utf8();
    return end - start - 2 == utf8.length
        && wanted.isPlain()
        && Arrays.equals(text, start + 1, end - 1, utf8, 0, utf8.length);
  }

  /// The decoded name of a member.
  public String name(int member) {
    return JsonText.decode(text, nameStart(member), nameEnd(member));
  }

  /// The decoded text of a string.
  public String string(int node) {
    return JsonText.decode(text, start(node), end(node));
  }

  /// The text of a member; empty when there is none of this name.
  public String string(int object, JsonName name) {
    int member = find(object, name);
    return member == NONE ? "" : string(member);
  }

  /// The value's bytes as text: for numbers and literals.
  public String raw(int node) {
    return new String(text, start(node), end(node) - start(node), StandardCharsets.UTF_8);
  }

  /// Whether a string has not a single character.
  public boolean isEmptyString(int node) {
    return is(node, Kind.STRING) && end(node) - start(node) == 2;
  }

  /// Whether a string is written with an escape.
  public boolean hasEscape(int node) {
    return JsonText.hasEscape(text, start(node), end(node));
  }

  /// Where a string or name, its quotes at `start` and `end - 1`, must close to have at most
  /// `units` UTF-16 units when decoded: at `end - 1` if it is not longer. No surrogate pair and no
  /// escape is split.
  public int cut(int start, int end, int units) {
    return end - start - 2 <= units ? end - 1 : JsonText.cut(text, start, end, units);
  }

  @Override
  public String toString() {
    return size() + " JSON values";
  }
}
