package io.hydrant.json;

import static io.hydrant.json.JsonIndex.NONE;

/// The pass that makes an index: reads a text once, strictly, and keeps where its values lie.
///
/// Written for Hydrant because no parser on offer is strict in UTF-8, takes every escape in names
/// and tells byte positions at no cost; a test holds it against jackson-core and another reader.
final class JsonScan {
  static final int DEPTH_MAX = 100;
  static final int NUMBER_CHARACTERS_MAX = 1_000;

  private static final String NOT_JSON = "not JSON";
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final byte[] text;
  private final int offset;
  private final int limit;
  private final Tape tape;
  private final UniqueNames names;
  private int at;
  private int container = NONE;
  private int depth;
  private boolean escape;
  private boolean escapeInNames;

  JsonScan(byte[] text, int offset, int length) {
    this.text = text;
    this.offset = offset;
    this.limit = offset + length;
    this.at = Utf8.afterByteOrderMark(text, offset, limit);
    this.tape = new Tape(length);
    this.names = new UniqueNames(text, tape);
  }

  JsonIndex index() throws InvalidJsonException {
    value(NONE, NONE);
    while (container != NONE) {
      child();
    }
    skipSpace();
    if (at < limit) {
      throw refused("more than one document", at);
    }
    return new JsonIndex(text, tape, escapeInNames);
  }

  /// The next child of the open object or array, or its end.
  private void child() throws InvalidJsonException {
    boolean object = text[tape.start(container)] == '{';
    byte b = peek();
    if (b == (object ? '}' : ']')) {
      close(object);
      return;
    }
    if (!tape.isChildless(container)) {
      expect(b, ',');
    }
    if (object) {
      member();
    } else {
      value(NONE, NONE);
    }
  }

  private void member() throws InvalidJsonException {
    if (peek() != '"') {
      throw notJson();
    }
    int start = at;
    escape = false;
    string();
    escapeInNames |= escape;
    int end = at;
    expect(peek(), ':');
    value(start, end);
  }

  private void value(int nameStart, int nameEnd) throws InvalidJsonException {
    byte b = peek();
    int node = tape.add(container, at, nameStart, nameEnd);
    switch (b) {
      case '{', '[' -> {
        open(node);
        return;
      }
      case '"' -> string();
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number();
    }
    tape.end(node, at);
  }

  private void open(int node) throws InvalidJsonException {
    if (++depth > DEPTH_MAX) {
      throw refused("nested deeper than " + DEPTH_MAX + " levels", at);
    }
    tape.open(node, container);
    container = node;
    at++;
  }

  private void close(boolean object) throws InvalidJsonException {
    if (object && !tape.isChildless(container)) {
      int repeated = names.repeated(container + 1, escapeInNames);
      if (repeated != NONE) {
        throw refused("a member name that came before", tape.nameStart(repeated));
      }
    }
    at++;
    depth--;
    container = tape.close(container, at);
  }

  private void string() throws InvalidJsonException {
    int i = at + 1;
    while (i < limit) {
      byte b = text[i];
      if (b == '"') {
        at = i + 1;
        return;
      }
      if (b < ' ' || b == '\\') {
        i = unusual(i);
      } else {
        i++;
      }
    }
    throw refused(NOT_JSON, limit);
  }

  /// Position behind the escape or the UTF-8 sequence at `i`.
  private int unusual(int i) throws InvalidJsonException {
    byte b = text[i];
    if (b < 0) {
      int length = Utf8.length(text, i, limit);
      if (length == 0) {
        throw refused("not UTF-8", i);
      }
      return i + length;
    }
    if (b != '\\' || i + 1 == limit) {
      throw refused(NOT_JSON, i);
    }
    escape = true;
    return switch (text[i + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
      case 'u' -> hexadecimal(i + 2);
      default -> throw refused(NOT_JSON, i);
    };
  }

  private int hexadecimal(int start) throws InvalidJsonException {
    int end = start + 4;
    for (int i = start; i < end; i++) {
      if (i >= limit || Character.digit(text[i], 16) < 0) {
        throw refused(NOT_JSON, i);
      }
    }
    return end;
  }

  private void literal(byte[] word) throws InvalidJsonException {
    for (byte letter : word) {
      if (at == limit || text[at] != letter) {
        throw notJson();
      }
      at++;
    }
  }

  private void number() throws InvalidJsonException {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    if (at - start > NUMBER_CHARACTERS_MAX) {
      throw refused("a number of more than " + NUMBER_CHARACTERS_MAX + " characters", start);
    }
  }

  private void digits() throws InvalidJsonException {
    int start = at;
    while (at < limit && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw notJson();
    }
  }

  private boolean skip(char wanted) {
    boolean there = at < limit && text[at] == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(byte b, char wanted) throws InvalidJsonException {
    if (b != wanted) {
      throw notJson();
    }
    at++;
  }

  /// The next byte that is no white space.
  private byte peek() throws InvalidJsonException {
    skipSpace();
    if (at == limit) {
      throw notJson();
    }
    return text[at];
  }

  private void skipSpace() {
    while (at < limit && isSpace(text[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private InvalidJsonException notJson() {
    return refused(NOT_JSON, at);
  }

  private InvalidJsonException refused(String what, int position) {
    return new InvalidJsonException(what, position - offset);
  }
}
