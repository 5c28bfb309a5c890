package io.hydrant.preview;

import io.hydrant.encode.SourceInfo;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.preview.Course.Sent;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.preview.Remark.Cause;
import io.hydrant.preview.Remark.Place;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.Input;
import io.hydrant.settings.Nearest;
import io.hydrant.settings.TriedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says what batches would become, by what delivery itself does, and keeps and sends nothing.
///
/// Everything is done twice, as if by two stores at two times: what differs then is an example, and
/// is said to be one. A pure function.
public final class Preview {
  private static final JsonName EVENTS = JsonName.of("events");
  private static final UUID STORE = new UUID(0x5052_4556_4945_8000L, 0x8000_0000_0000_0001L);
  private static final UUID OTHER_STORE = new UUID(0x4f54_4845_5220_8000L, 0x8000_0000_0000_0002L);
  private static final long LATER_MILLIS = 1_111;

  private final Configuration configuration;
  private final Question question;
  private final long nowMillis;
  private final List<String> errors = new ArrayList<>();

  private Preview(Configuration configuration, Question question, long nowMillis) {
    this.configuration = configuration;
    this.question = question;
    this.nowMillis = nowMillis;
  }

  /// Answers a question.
  ///
  /// @param nowMillis Unix milliseconds: when what says no time is received
  public static Previewed of(Configuration configuration, Question question, long nowMillis) {
    return new Preview(configuration, question, nowMillis).answer();
  }

  private Previewed answer() {
    Connection connection =
        named("connection", question.connection(), configuration.connections(), Connection::name);
    if (connection == null) {
      return new Previewed.Refused(errors);
    }
    return switch (connection.content()) {
      case Content events -> ofEvents(connection, events);
      case AudienceContent audiences -> ofAudiences(connection, audiences);
    };
  }

  private Previewed ofAudiences(Connection connection, AudienceContent content) {
    if (!question.settings().isBlank()) {
      errors.add("Settings of an Audience connection cannot be tried: write them into the file.");
    }
    if (question.posts().isEmpty()) {
      errors.add("There is no change to preview.");
    }
    Input input = input(connection);
    if (input == null || !errors.isEmpty()) {
      return new Previewed.Refused(errors);
    }
    AudienceCourse course = audiences(connection, content, 0);
    return course.isEmpty()
        ? new Previewed.Refused(course.errors())
        : new Previewed.Answer(
            new Previewed.Subject(connection.name(), input.name()),
            course.counts(),
            course.messages(audiences(connection, content, LATER_MILLIS)),
            course.leftOut(),
            List.of(),
            course.errors());
  }

  private AudienceCourse audiences(
      Connection connection, AudienceContent content, long laterMillis) {
    AudienceCourse course = new AudienceCourse(connection, content);
    eachPost((post, millis, label) -> course.post(post.body(), millis + laterMillis, label));
    return course;
  }

  private Previewed ofEvents(Connection connection, Content configured) {
    Course.Way way = way(connection, configured);
    if (way == null) {
      return new Previewed.Refused(errors);
    }
    Course course = course(way, STORE, 0);
    if (course.isEmpty()) {
      return new Previewed.Refused(course.errors());
    }
    List<Sent> messages = course.messages();
    List<Remark> leftOut = new ArrayList<>(course.leftOut());
    if (!messages.isEmpty()) {
      leftOut.addAll(ofSourceInfo(way.content()));
    }
    return new Previewed.Answer(
        new Previewed.Subject(way.connection().name(), way.input().name()),
        course.counts(),
        leaving(messages, course(way, OTHER_STORE, LATER_MILLIS).messages()),
        leftOut,
        course.changed(),
        course.errors());
  }

  // ---- who and what

  private Course.@Nullable Way way(Connection connection, Content configured) {
    Input input = input(connection);
    TriedContent tried = TriedContent.over(configured, question.settings());
    errors.addAll(tried.errors());
    if (question.posts().isEmpty()) {
      errors.add("There is no batch to preview.");
    }
    Content content = tried.content();
    return input == null || content == null || !errors.isEmpty()
        ? null
        : new Course.Way(connection, input, content);
  }

  private @Nullable Input input(Connection connection) {
    return question.input() == null
        ? fedBy(connection)
        : named("input", question.input(), configuration.inputs(), Input::name);
  }

  private Input fedBy(Connection connection) {
    return configuration.inputs().stream().filter(connection::fedBy).findFirst().orElseThrow();
  }

  private <T> @Nullable T named(
      String what, @Nullable String name, List<T> all, Function<T, String> by) {
    List<String> names = all.stream().map(by).toList();
    if (name == null && all.size() == 1) {
      return all.getFirst();
    }
    if (name == null) {
      errors.add("Which " + what + "? There are " + String.join(", ", names) + ".");
      return null;
    }
    if (!names.contains(name)) {
      String question = Nearest.question(name, names);
      String known = question.isEmpty() ? "; there are " + String.join(", ", names) : question;
      errors.add("There is no " + what + " of this name" + known);
      return null;
    }
    return all.get(names.indexOf(name));
  }

  // ---- what becomes of it

  private Course course(Course.Way way, UUID storeId, long laterMillis) {
    Course course = new Course(way, storeId);
    eachPost((post, millis, label) -> course.post(post, millis + laterMillis, label));
    return course;
  }

  /// Takes a body, when it is received, and what its errors begin with.
  @FunctionalInterface
  private interface Taker {
    void take(Question.Post post, long millis, String label);
  }

  private void eachPost(Taker taker) {
    List<Question.Post> posts = question.posts();
    for (int i = 0; i < posts.size(); i++) {
      Question.Post post = posts.get(i);
      Long received = post.receivedMillis();
      String label = posts.size() == 1 ? "" : "requests[" + i + "]: ";
      taker.take(post, received == null ? nowMillis : received, label);
    }
  }

  private static List<Remark> ofSourceInfo(Content content) {
    List<Remark> leftOut = new ArrayList<>();
    SourceInfo.leftOut(
        content,
        (path, setting) ->
            leftOut.add(
                new Remark(
                    new Place(Place.NONE, Place.NONE, "", path), new Cause.Setting(setting))));
    return leftOut;
  }

  private static List<Leaving> leaving(List<Sent> messages, List<Sent> twins) {
    List<Leaving> leaving = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Bytes document = messages.get(i).message().document();
      // Longer ids can cut a message that is as long as a record in another place.
      Bytes twin = i < twins.size() ? twins.get(i).message().document() : document;
      JsonIndex json = Examples.index(document);
      int events = json.count(json.find(0, EVENTS));
      List<String> examples = Examples.of(document, twin);
      leaving.add(new Leaving(document, events, messages.get(i).when(), examples));
    }
    return leaving;
  }
}
