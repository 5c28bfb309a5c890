package io.hydrant.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value somewhere in the file. What asks for something it is not gets null, and the person a
/// problem at its place.
///
/// @param path of its key, `connections[0].awsRegion`
record Value(Source source, Node node, String path) {

  /// A default, which stands in no file.
  static Value standard(String yaml, String path, Problems problems) {
    Node node = Document.read(yaml, problems);
    if (node == null) {
      throw new IllegalArgumentException(path + ": " + problems.inOrder());
    }
    return new Value(new Source(Path.of("/"), Map.of(), problems), node, path);
  }

  /// Reports that this is wrong.
  ///
  /// @return null, for the caller to return
  @SuppressWarnings("TypeParameterUnusedInFormals") // Null is of every type: nothing is cast.
  <T> @Nullable T refuse(String message) {
    source.problems().add(node.getStartMark(), path, message);
    return null;
  }

  /// The single value this is.
  ///
  /// @param expected in words, for the problem when it is none
  @Nullable Scalar scalar(String expected) {
    if (!(node instanceof ScalarNode scalar)) {
      return refuse("expected " + expected + ", got " + got());
    }
    String written = scalar.getValue();
    Scalar.Form form = form(scalar);
    if (form == Scalar.Form.NOTHING) {
      return refuse("has no value; expected " + expected + ", or leave the key out");
    }
    if (written.codePoints().anyMatch(Value::half)) {
      return refuse("holds half of a character: a surrogate without its pair");
    }
    if (!written.contains("${")) {
      return new Scalar(written, form, shown(scalar));
    }
    String text = new Substitution(this).fill(written);
    return text == null ? null : new Scalar(text, Scalar.Form.SUBSTITUTED, shown(scalar));
  }

  /// What an error may show. A value that goes on in the next line has swallowed a key, and with it
  /// what may be a secret.
  private static String shown(ScalarNode scalar) {
    int begin = scalar.getStartMark().map(Mark::getLine).orElse(0);
    int end = scalar.getEndMark().map(Mark::getLine).orElse(begin);
    return begin == end ? scalar.getValue() : scalar.getValue().replaceFirst("(?s)\\s.*", " …");
  }

  /// The text this is; a number or a yes-or-no without quotes is none.
  @Nullable Scalar text(String expected) {
    Scalar scalar = scalar(expected);
    if (scalar == null || scalar.textual()) {
      return scalar;
    }
    String kind = scalar.form() == Scalar.Form.NUMBER ? "a number" : "true or false";
    return refuse("expected " + expected + ", got " + kind + "; put it in quotes");
  }

  /// The items of the list this is.
  @Nullable List<Value> items(String expected) {
    if (!(node instanceof SequenceNode list)) {
      return refuse("expected " + expected + ", got " + got());
    }
    List<Value> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      items.add(new Value(source, item, path + "[" + items.size() + "]"));
    }
    return items;
  }

  /// What this is, in words and without its content.
  String got() {
    return switch (node) {
      case MappingNode _ -> "keys and values";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when form(scalar) == Scalar.Form.NOTHING -> "nothing";
      default -> "a single value";
    };
  }

  /// Such text is none in UTF-8.
  private static boolean half(int codePoint) {
    return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
  }

  private static Scalar.Form form(ScalarNode scalar) {
    if (!scalar.isPlain()) {
      return Scalar.Form.QUOTED;
    }
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return Scalar.Form.NOTHING;
    }
    if (tag.equals(Tag.BOOL)) {
      return Scalar.Form.FLAG;
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Scalar.Form.NUMBER : Scalar.Form.PLAIN;
  }
}
