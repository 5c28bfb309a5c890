package io.hydrant.preview;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.membership.ChangeReader;
import io.hydrant.model.AudienceArrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.preview.Previewed.When;
import io.hydrant.preview.Remark.Cause;
import io.hydrant.preview.Remark.Place;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Duty;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way of changes of an audience to messages, with the engine's own steps, and a memory of
/// members that begins empty. The changes are of one audience, whose id and name are made up: the
/// path of a request says them. Not safe for many threads.
final class AudienceCourse {
  private static final int CONNECTION = 1;
  private static final int CHANGES_MAX = 1_000;
  private static final String NAME = "Preview";
  private static final When AT_ONCE = new When("at once", 0);
  private static final When LATER = new When("once its connection is enabled again", 0);

  /// Members whose values stand in no request.
  private static final List<String> MADE_UP = List.of("AudienceId", "AudienceName");

  private final Audience audience;
  private final AudienceRoute route;
  private final When when;
  private final KeyedHash hash = new KeyedHash(new byte[16]);
  private final Map<Hash, Bytes> known = new HashMap<>();
  private final List<Bytes> documents = new ArrayList<>();
  private final List<Remark> leftOut = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Integer> filtered = new HashMap<>();
  private int changes;
  private int accepted;

  AudienceCourse(Connection connection, AudienceContent content) {
    Set<Long> carried = content.audiences();
    long id = carried == null ? 1 : Collections.min(carried);
    this.audience = new Audience(id, NAME, null, 0, 0, null);
    this.route = new AudienceRoute(CONNECTION, content, connection.duty() == Duty.DISCARD);
    this.when = connection.duty() == Duty.SEND ? AT_ONCE : LATER;
  }

  /// A client posts changes.
  ///
  /// @param millis of those that bring no time
  /// @param label before each error, to tell several posts apart
  void post(Bytes body, long millis, String label) {
    try {
      JsonIndex json = JsonIndex.of(body.toArray());
      ChangeReader reader =
          new ChangeReader(
              json, new ChangeReader.About(audience.id(), millis, List.of(route)), hash);
      List<AudienceStep> read = reader.read(CHANGES_MAX);
      reader.errors().forEach(error -> errors.add(label + error));
      read.forEach(this::take);
    } catch (InvalidJsonException e) {
      errors.add(label + "The body is not valid JSON: " + e.getMessage() + ".");
    }
  }

  private void take(AudienceStep step) {
    if (!(step instanceof AudienceStep.MemberChange change)) {
      return;
    }
    int number = changes++;
    AudienceStep.Changed changed = change.of(known.get(change.user()), number + 1, id -> audience);
    Bytes now = changed.known();
    if (now != null) {
      known.put(change.user(), now);
    }
    for (AudienceArrival arrival : changed.arrivals()) {
      accepted += arrival.accepted();
      arrival
          .filtered()
          .forEach((setting, count) -> {
            filtered.merge(setting, count, Integer::sum);
            leftOut.add(new Remark(place(number), new Cause.Setting(setting)));
          });
      if (arrival.discarded() > 0) {
        leftOut.add(new Remark(place(number), new Cause.Setting("whileDisabled")));
      }
      arrival.messages().forEach(each -> documents.add(each.message().document()));
    }
  }

  private static Place place(int number) {
    return new Place(0, number, "change", "");
  }

  /// Whether no change was valid.
  boolean isEmpty() {
    return changes == 0;
  }

  /// Every message.
  ///
  /// @param twin the same course at another time
  List<Leaving> messages(AudienceCourse twin) {
    List<Leaving> leaving = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      List<String> examples = new ArrayList<>(MADE_UP);
      examples.addAll(Examples.of(documents.get(i), twin.documents.get(i)));
      leaving.add(new Leaving(documents.get(i), 1, when, examples));
    }
    return leaving;
  }

  List<String> errors() {
    return errors;
  }

  List<Remark> leftOut() {
    return leftOut;
  }

  Previewed.Counts counts() {
    return new Previewed.Counts(accepted, 0, filtered);
  }
}
