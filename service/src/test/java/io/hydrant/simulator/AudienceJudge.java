package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether each user's messages of audiences came in the order of the changes.
///
/// What never was a dead letter comes in order, and never again behind a later one of its user. Its
/// place is a number that grows with every message.
final class AudienceJudge {
  private static final Pattern DOCUMENT =
      Pattern.compile("\"connection\":(\\d+),\"user\":(\\d+),\"place\":(\\d+),");
  private static final long AUDIENCE = 123_123;

  /// Connections of one name, one after the other, do not wait for each other.
  private record User(int connection, int number) {}

  private record Place(User user, long place) {}

  private final Map<User, Long> sent = new HashMap<>();
  private final Map<User, Long> last = new HashMap<>();
  private final Set<Long> kept = new HashSet<>();
  private final Set<Long> offered = new HashSet<>();
  private final Set<Long> came = new HashSet<>();
  private final Set<Long> dead = new HashSet<>();
  private final Set<Long> discarded = new HashSet<>();
  private final Set<User> heldUp = new HashSet<>();
  private long places;

  /// The next message of a user.
  AudienceMessage message(int connection, int user, int padding) {
    long place = places++;
    sent.put(new User(connection, user), place);
    String document =
        """
        {"connection":%d,"user":%d,"place":%d,"p":"%s"}
        """
            .formatted(connection, user, place, "p".repeat(padding));
    return new AudienceMessage(AUDIENCE, Bytes.utf8(document));
  }

  /// The sender was told that these are kept.
  void kept(List<AudienceMessage> messages) {
    messages.forEach(message -> kept.add(place(message.document().text()).place()));
  }

  /// A call leaves.
  void offered(List<Bytes> records) {
    Set<User> users = new HashSet<>();
    for (Bytes record : records) {
      for (String document : record.text().lines().toList()) {
        Place place = place(document);
        assertThat(users.add(place.user())).as("one of a user in a call").isTrue();
        boolean isAgain = !offered.add(place.place()) && !came.contains(place.place());
        if (isAgain && place.place() < sent.getOrDefault(place.user(), 0L)) {
          heldUp.add(place.user());
        }
      }
    }
  }

  /// Firehose took a document.
  void took(String document) {
    Place place = place(document);
    came.add(place.place());
    if (dead.contains(place.place())) {
      return;
    }
    Long before = last.put(place.user(), place.place());
    assertThat(before == null || before <= place.place())
        .as("behind a later one of its user: " + place + " behind " + before)
        .isTrue();
  }

  /// It lies among the dead letters.
  void died(String content) {
    dead.add(place(content).place());
  }

  /// It may be thrown away, by a person's word.
  void mayBeDiscarded(String content) {
    discarded.add(place(content).place());
  }

  /// How many users had a message that was sent in vain while a later one of theirs was there.
  int heldUp() {
    return heldUp.size();
  }

  void assertArrived() {
    Set<Long> must = new HashSet<>(kept);
    must.removeAll(discarded);
    assertThat(came).as("messages of audiences: lost").containsAll(must);
  }

  private static Place place(String content) {
    Matcher matcher = DOCUMENT.matcher(content);
    assertThat(matcher.find()).as("a message of an audience: " + content).isTrue();
    User user = new User(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return new Place(user, Long.parseLong(matcher.group(3)));
  }
}
