package io.hydrant.preview;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a question that is put as JSON:
///
/// ```
/// {"connection":"app-events","input":"ios-app","settings":{"sendScreenViews":false},
///  "batch":{…} or "batches":[…],"historical":false,"receivedAt":1760000000000}
/// ```
///
/// Several posts stand in `requests`, each an object with the members of the second line. Batches
/// keep their bytes.
public final class QuestionReader {
  private static final int POSTS_MAX = 1_000;
  private static final List<String> ABOUT = List.of("connection", "input", "settings", "requests");
  private static final List<String> POST = List.of("batch", "batches", "historical", "receivedAt");

  private final JsonIndex json;
  private final List<String> errors = new ArrayList<>();

  /// What reading came to.
  ///
  /// @param question null when there are errors
  public record Read(@Nullable Question question, List<String> errors) {
    public Read {
      errors = List.copyOf(errors);
    }
  }

  private QuestionReader(JsonIndex json) {
    this.json = json;
  }

  /// Reads a whole text.
  public static Read read(Bytes text) {
    try {
      JsonIndex json = JsonIndex.of(text.array(), text.offset(), text.length());
      QuestionReader reader = new QuestionReader(json);
      Question question = reader.question();
      return reader.errors.isEmpty() ? new Read(question, List.of()) : reader.refused();
    } catch (InvalidJsonException e) {
      return new Read(null, List.of("The body is not valid JSON: " + e.getMessage() + "."));
    }
  }

  private Read refused() {
    return new Read(null, errors);
  }

  private Question question() {
    if (!json.is(0, Kind.OBJECT)) {
      errors.add("The body must be a JSON object with a batch or batches.");
    }
    List<String> known = new ArrayList<>(ABOUT);
    known.addAll(POST);
    knows(0, known);
    List<Question.Post> posts = new ArrayList<>();
    int requests = member(0, "requests", Kind.ARRAY);
    if (requests == JsonIndex.NONE) {
      post(0, "", posts);
    } else if (json.count(requests) > POSTS_MAX) {
      errors.add("requests: has more than " + POSTS_MAX + ".");
    } else {
      for (int each = json.first(requests); each != JsonIndex.NONE; each = json.next(each)) {
        String path = "requests[" + posts.size() + "]";
        if (!json.is(each, Kind.OBJECT)) {
          errors.add(path + ": must be an object.");
          break;
        }
        knows(each, POST);
        post(each, path + ".", posts);
      }
    }
    int settings = member(0, "settings", Kind.OBJECT);
    return new Question(
        text("connection"),
        text("input"),
        posts,
        settings == JsonIndex.NONE ? "" : json.raw(settings));
  }

  private void post(int object, String path, List<Question.Post> posts) {
    int one = member(object, "batch", Kind.OBJECT);
    int many = member(object, "batches", Kind.ARRAY);
    boolean historical = flag(object, path);
    Long received = received(object, path);
    if ((one == JsonIndex.NONE) == (many == JsonIndex.NONE)) {
      errors.add(path + "batch, batches: one of them is needed.");
      return;
    }
    Bytes body = bytes(one == JsonIndex.NONE ? many : one);
    posts.add(Question.Post.of(body, historical, received));
  }

  private boolean flag(int object, String path) {
    int node = find(object, "historical");
    if (node != JsonIndex.NONE && !json.is(node, Kind.TRUE) && !json.is(node, Kind.FALSE)) {
      errors.add(path + "historical: must be true or false.");
    }
    return json.is(node, Kind.TRUE);
  }

  private @Nullable Long received(int object, String path) {
    int node = find(object, "receivedAt");
    if (node == JsonIndex.NONE) {
      return null;
    }
    String digits = json.raw(node);
    if (!digits.matches("\\d{1,15}")) {
      errors.add(path + "receivedAt: must be a time in Unix milliseconds.");
      return null;
    }
    return Long.valueOf(digits);
  }

  private @Nullable String text(String name) {
    int node = member(0, name, Kind.STRING);
    return node == JsonIndex.NONE ? null : json.string(node);
  }

  /// A member of a kind; one of another kind is an error.
  private int member(int object, String name, Kind kind) {
    int node = find(object, name);
    if (node == JsonIndex.NONE || json.is(node, kind)) {
      return node;
    }
    String article = kind == Kind.STRING ? "a " : "an ";
    errors.add(name + ": must be " + article + kind.name().toLowerCase(Locale.ROOT) + ".");
    return JsonIndex.NONE;
  }

  private int find(int object, String name) {
    int node = json.find(object, JsonName.of(name));
    return json.is(node, Kind.NULL) ? JsonIndex.NONE : node;
  }

  /// Names a member that means nothing here: a misspelt one must not do nothing.
  private void knows(int object, List<String> known) {
    if (!json.is(object, Kind.OBJECT)) {
      return;
    }
    for (int member = json.first(object); member != JsonIndex.NONE; member = json.next(member)) {
      String name = json.name(member);
      if (!known.contains(name)) {
        String question = Nearest.question(name, known);
        String meant = question.isEmpty() ? "; there are " + String.join(", ", known) : question;
        errors.add("There is a member that is not known" + meant);
      }
    }
  }

  private Bytes bytes(int node) {
    int start = json.start(node);
    return Bytes.of(json.text(), start, json.end(node) - start);
  }
}
