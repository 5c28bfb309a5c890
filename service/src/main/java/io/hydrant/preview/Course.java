package io.hydrant.preview;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Events;
import io.hydrant.collect.Reading;
import io.hydrant.collect.RequestId;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.Unsent;
import io.hydrant.encode.Encoder;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.Message;
import io.hydrant.model.Origin;
import io.hydrant.preview.Previewed.When;
import io.hydrant.preview.Remark.Cause;
import io.hydrant.select.Selector;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.Duty;
import io.hydrant.settings.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The way of batches from the door to a message, with the engine's own steps: read, select, group,
/// wait, merge, encode. Not safe for many threads.
final class Course {
  private static final int CONNECTION = 1;
  private static final int REVISION = 1;

  /// How the errors of a bulk request name a batch.
  private static final Pattern PLACE = Pattern.compile("\\[(\\d+)]: .*", Pattern.DOTALL);

  /// Whose batches become what.
  record Way(Connection connection, Input input, Content content) {}

  /// A message, and when it leaves.
  record Sent(Message message, When when) {}

  private final Way way;
  private final UUID storeId;
  private final Grouper grouper =
      new Grouper(new KeyedHash(new byte[16]), FirehoseLimits.RECORD_BYTES_MAX);
  private final WaitingRoom waiting = new WaitingRoom();
  private final Set<String> seen = new HashSet<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Remark> leftOut = new ArrayList<>();
  private final List<Remark> changed = new ArrayList<>();
  private final Map<String, Integer> filtered = new HashMap<>();
  private int batches;
  private int valid;
  private int accepted;
  private int duplicates;

  /// @param storeId of which the ids of events and messages are functions
  Course(Way way, UUID storeId) {
    this.way = way;
    this.storeId = storeId;
  }

  /// A client posts this.
  ///
  /// @param label before each error, to tell several posts apart
  void post(Question.Post post, long millis, String label) {
    Bytes body = post.body();
    int bytesMax = way.input().limits().requests().requestBytes();
    if (body.length() > bytesMax) {
      errors.add(label + "The body is larger than " + bytesMax + " bytes.");
      return;
    }
    byte[] text = body.toArray();
    Origin origin = Events.origin(way.input(), post.historical(), millis);
    Reading reading =
        post.bulk()
            ? BatchReader.bulk(text, text.length, origin, way.input().limits())
            : BatchReader.one(text, text.length, origin, way.input().limits());
    reading.errors().forEach(error -> errors.add(label + error));
    Set<Integer> invalid = invalid(reading.errors());
    int place = 0;
    for (Batch batch : reading.batches()) {
      while (invalid.contains(place)) {
        place++;
      }
      int number = batches + place++;
      take(batch, number);
      if (!Arrays.equals(batch.json().text(), text)) {
        changed.add(rewritten(number, origin.partner()));
      }
    }
    batches += Math.max(1, reading.batches().size() + invalid.size());
  }

  /// A batch of which names were cut is read from a text of its own, and one of a feed.
  private Remark rewritten(int number, @Nullable String feed) {
    int most = way.input().limits().nameCharacters();
    String why =
        feed == null
            ? "has names that are cut to " + most + " characters (limits.nameLength)"
            : "gains the attribute mParticle Source Feed, as a batch of a feed";
    return new Remark(new Remark.Place(number, Remark.Place.NONE, "", ""), new Cause.Always(why));
  }

  private static Set<Integer> invalid(List<String> errors) {
    Set<Integer> places = new HashSet<>();
    for (String error : errors) {
      Matcher matcher = PLACE.matcher(error);
      if (matcher.matches()) {
        places.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return places;
  }

  private void take(Batch batch, int number) {
    valid++;
    Remarks remarks = new Remarks(batch, number);
    Arrival arrival =
        grouper.group(
            batch,
            Selector.select(batch, way.content(), remarks),
            new Route(CONNECTION, REVISION, way.content()));
    String id = RequestId.of(batch);
    if (!way.connection().fedBy(way.input())) {
      remarks.batchLeftOut(new Cause.Setting("inputs"));
    } else if (id != null && !seen.add(id)) {
      remarks.batchLeftOut(new Cause.Always("has a source_request_id that came before"));
      duplicates += arrival.accepted();
    } else {
      accepted += arrival.accepted();
      arrival.filtered().forEach((setting, count) -> filtered.merge(setting, count, Integer::sum));
      keep(arrival, batch.origin().receivedMillis(), remarks);
    }
    leftOut.addAll(remarks.leftOut());
    changed.addAll(remarks.changed());
  }

  private void keep(Arrival arrival, long millis, Remarks remarks) {
    switch (way.connection().duty()) {
      case SEND, HOLD -> waiting.keep(arrival, millis);
      case DISCARD -> {
        if (!arrival.waiting().isEmpty()) {
          remarks.batchLeftOut(new Cause.Setting("whileDisabled"));
        }
      }
    }
  }

  /// When what is due leaves: of a connection that is disabled, not before it is enabled.
  private When when(Departure departure) {
    When due = departure.when();
    return way.connection().duty() == Duty.SEND
        ? due
        : new When("once its connection is enabled again; else " + due.words(), due.withinMillis());
  }

  /// Every message, when nothing more comes.
  List<Sent> messages() {
    DeliveryTask task =
        new DeliveryTask(
            CONNECTION,
            way.connection().name(),
            revision -> way.content(),
            new Encoder(storeId, CONNECTION, FirehoseLimits.RECORD_BYTES_MAX));
    List<Sent> sent = new ArrayList<>();
    for (Departure departure : waiting.departures()) {
      for (Message message : Unsent.messages(task, departure.rows())) {
        sent.add(new Sent(message, when(departure)));
      }
    }
    return sent;
  }

  /// Whether no batch was valid.
  boolean isEmpty() {
    return valid == 0;
  }

  List<String> errors() {
    return errors;
  }

  List<Remark> leftOut() {
    return leftOut;
  }

  List<Remark> changed() {
    return changed;
  }

  Previewed.Counts counts() {
    return new Previewed.Counts(accepted, duplicates, filtered);
  }
}
