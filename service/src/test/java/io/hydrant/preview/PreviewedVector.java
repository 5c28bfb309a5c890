package io.hydrant.preview;

import io.hydrant.json.JsonIndex;
import io.hydrant.model.Bytes;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.settings.Configuration;
import io.hydrant.vectors.Vector;
import io.hydrant.vectors.VectorMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a preview says of a vector's requests, against what delivery made of them.
public final class PreviewedVector {
  private final Vector vector;
  private final Previewed previewed;
  private final List<Question.Post> posts = new ArrayList<>();

  public PreviewedVector(Vector vector, Configuration configuration) {
    this.vector = vector;
    for (Vector.Request request : vector.requests()) {
      if (request.status() == 202 || request.status() == 400) {
        boolean bulk = request.path().contains("bulkevents");
        boolean historical = request.path().endsWith("historical");
        long at = vector.clock() + request.atMillis();
        posts.add(new Question.Post(request.body(), bulk, historical, at));
      }
    }
    Question question = new Question(null, null, posts, "");
    this.previewed = Preview.of(configuration, question, vector.clock());
  }

  /// What differs, for a person; empty when nothing does.
  ///
  /// @param documents that delivery made
  /// @param ledger of the connection, as the console gives it
  public String difference(List<String> documents, String ledger) {
    return switch (previewed) {
      case Previewed.Refused refused ->
          documents.isEmpty() && !refused.errors().isEmpty() ? "" : "refused: " + refused.errors();
      case Answer answer -> {
        List<String> texts = answer.messages().stream().map(m -> m.document().text()).toList();
        String differs = VectorMessages.difference(vector, texts) + bytes(answer, documents);
        yield differs + counts(answer, ledger) + Unexplained.of(posts, answer);
      }
    };
  }

  /// Byte for byte, the members apart that are said to be examples.
  private static String bytes(Answer answer, List<String> documents) {
    List<String> left = new ArrayList<>(documents);
    StringBuilder differs = new StringBuilder();
    for (Leaving message : answer.messages()) {
      Set<String> examples = Set.copyOf(message.examples());
      String expected = masked(message.document(), examples);
      int found = 0;
      while (found < left.size()
          && !masked(Bytes.utf8(left.get(found)), examples).equals(expected)) {
        found++;
      }
      if (found == left.size()) {
        differs.append("\nnot delivered: ").append(expected);
      } else {
        left.remove(found);
      }
    }
    left.forEach(text -> differs.append("\nnot foreseen: ").append(text));
    return differs.toString();
  }

  private static String masked(Bytes document, Set<String> paths) {
    JsonIndex json = Examples.index(document);
    SortedSet<Integer> all = new TreeSet<>();
    for (int node = 1; node < json.size(); node++) {
      all.add(node);
    }
    Map<Integer, String> found = JsonPaths.of(json, 0, all);
    StringBuilder masked = new StringBuilder();
    int from = 0;
    for (int node : all) {
      if (paths.contains(found.get(node))) {
        masked.append(document.slice(from, json.start(node)).text()).append('$');
        from = json.end(node);
      }
    }
    return masked.append(document.slice(from, document.length()).text()).toString();
  }

  private static String counts(Answer answer, String ledger) {
    String json = AnswerJson.of(answer);
    StringBuilder differs = new StringBuilder();
    for (String name : List.of("accepted", "duplicates", "filtered")) {
      String foreseen = raw(json, name);
      String counted = raw(ledger, name);
      if (!foreseen.equals(counted)) {
        differs
            .append("\n")
            .append(name)
            .append(": ")
            .append(foreseen)
            .append(", not ")
            .append(counted);
      }
    }
    return differs.toString();
  }

  /// The value of the first member of this name.
  private static String raw(String text, String name) {
    JsonIndex json = Examples.index(Bytes.utf8(text));
    for (int node = 1; node < json.size(); node++) {
      if (json.nameStart(node) != JsonIndex.NONE && json.name(node).equals(name)) {
        return json.raw(node);
      }
    }
    throw new IllegalArgumentException("no " + name + " in " + text);
  }
}
