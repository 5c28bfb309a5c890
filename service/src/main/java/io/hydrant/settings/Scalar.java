package io.hydrant.settings;

/// A single value: what it means, and what was written for it.
///
/// @param text with `${…}` filled in
/// @param written as it stands in the file, so an error shows no secret that came from elsewhere
record Scalar(String text, Form form, String written) {
  private static final int SHOWN_CHARACTERS_MAX = 60;

  /// How a value was written, which decides what it may be.
  enum Form {
    /// Without quotes, and neither a number nor true, false or null.
    PLAIN,
    QUOTED,
    NUMBER,
    FLAG,
    /// Nothing, `~` or `null`.
    NOTHING,
    /// With `${…}` in it: it may be whatever its text reads as.
    SUBSTITUTED
  }

  /// Whether it may be read as text.
  boolean textual() {
    return switch (form) {
      case PLAIN, QUOTED, SUBSTITUTED -> true;
      case NUMBER, FLAG, NOTHING -> false;
    };
  }

  /// For an error: as written, on one line.
  String shown() {
    String line = written.replaceAll("\\p{Cntrl}", " ");
    String cut =
        line.length() <= SHOWN_CHARACTERS_MAX
            ? line
            : line.substring(0, SHOWN_CHARACTERS_MAX) + "…";
    return form == Form.QUOTED ? '"' + cut + '"' : cut;
  }
}
