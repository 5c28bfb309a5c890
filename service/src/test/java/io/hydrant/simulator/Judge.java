package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.firehose.Answer;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Packing;
import io.hydrant.store.LedgerLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What clients sent and were told, what Firehose took, and whether both fit.
final class Judge {
  private static final Pattern ID = Pattern.compile("\"message_id\":\"([^\"]+)\"");
  private static final Pattern NAME = Pattern.compile("\"event_name\":\"(x[0-9]+)\"");
  private static final Pattern UNIQUE_ID = Pattern.compile("\"unique_id\":\"(\\w+)\"");
  private static final Pattern USER = Pattern.compile("\"mpid\":\"?([0-9]+)");

  /// A message that was taken once.
  private record Taken(Delivery delivery, int place, int life) {}

  private final Map<String, Plan> plans = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, String> sessions = new HashMap<>();
  private final Map<String, String> documents = new HashMap<>();
  private final Map<String, Taken> lastTaken = new HashMap<>();
  private final Map<String, String> messageOf = new HashMap<>();
  private final Map<String, Set<String>> contents = new HashMap<>();
  private final Set<String> discarded = new HashSet<>();
  private final AudienceJudge audience = new AudienceJudge();
  private final ErasureJudge erasures;
  private int life;
  private int packed;

  /// @param hasErasures whether people are forgotten
  Judge(List<Plan> plans, boolean hasErasures) {
    this.erasures = new ErasureJudge(hasErasures);
    plans.forEach(plan -> this.plans.put(plan.name(), plan));
  }

  /// Who judges what is of audiences.
  AudienceJudge audience() {
    return audience;
  }

  /// Who judges what becomes of those who are forgotten.
  ErasureJudge erasures() {
    return erasures;
  }

  /// The events of a user that were ever sent.
  ///
  /// @param onlyKept only those of which the client heard that they are kept
  List<String> eventsOf(int user, boolean onlyKept) {
    return requests.stream()
        .filter(request -> !onlyKept || request.fate == Request.Fate.KEPT)
        .flatMap(request -> request.parts.stream())
        .filter(part -> part.user() == user)
        .flatMap(part -> part.events().stream())
        .map(Request.Event::name)
        .toList();
  }

  /// A request will be sent.
  void knows(Request request) {
    requests.add(request);
    for (Request.Part part : request.parts) {
      for (Request.Event event : part.events()) {
        users.put(event.name(), part.user());
        sessions.put(event.name(), event.session());
      }
    }
  }

  /// A request is sent while a connection has content settings with this unique id.
  void sent(Request request, String connection, String uniqueId) {
    for (Request.Part part : request.parts) {
      for (Request.Event event : part.events()) {
        contents
            .computeIfAbsent(connection + "/" + event.name(), key -> new HashSet<>())
            .add(uniqueId);
      }
    }
  }

  /// What a dead letter carries may be thrown away, by a person's word.
  void mayBeDiscarded(String plan, String content) {
    if (plan(plan).isAudience()) {
      audience.mayBeDiscarded(content);
    }
    discarded.addAll(names(plan, content));
  }

  /// The names of the events in a text, each behind its plan's.
  static List<String> names(String plan, String content) {
    return all(NAME, content).stream().map(name -> plan + "/" + name).toList();
  }

  /// How often the process died.
  int life() {
    return life;
  }

  /// The process died: what it knew and had not written is gone.
  void crashed() {
    life++;
  }

  /// A call leaves.
  void offered(Delivery delivery, List<Bytes> records) {
    if (plan(delivery.plan).isAudience()) {
      audience.offered(records);
    }
    records.forEach(record -> erasures.offered(all(NAME, record.text())));
  }

  void answered(Delivery delivery, Answer answer, int records) {
    delivery.told = answer;
    delivery.records = records;
  }

  /// Firehose took a record, of one document or of several.
  void took(Delivery delivery, int place, Bytes record) {
    String text = record.text();
    List<String> lines = text.lines().toList();
    assertThat(lines).as("documents of a record").hasSizeBetween(1, 500);
    assertThat(record.length() <= Packing.TARGET_BYTES_MAX || lines.size() == 1).isTrue();
    assertThat(text).endsWith("}\n");
    packed += lines.size() - 1;
    lines.forEach(line -> tookDocument(delivery, place, line + "\n"));
  }

  /// How many documents shared a record with one before.
  int packed() {
    return packed;
  }

  private void tookDocument(Delivery delivery, int place, String document) {
    if (plan(delivery.plan).isAudience()) {
      audience.took(document);
      return;
    }
    String id = first(ID, document);
    String same = documents.putIfAbsent(id, document);
    assertThat(same == null || same.equals(document)).as("one id, two contents: " + id).isTrue();

    Taken before = lastTaken.put(id, new Taken(delivery, place, life));
    if (before != null && before.life() == life) {
      assertThat(before.delivery().isKnownTaken(before.place()))
          .as("sent again although known as taken, in one life: " + id)
          .isFalse();
    }
    List<String> names = all(NAME, document);
    Plan plan = plan(delivery.plan);
    if (plan.isSingles()) {
      assertThat(names.size()).as("events of a single event's message").isLessThanOrEqualTo(1);
    }
    if (plan.isSessions()) {
      assertThat(names.stream().map(sessions::get).distinct().count())
          .as("sessions of one message")
          .isLessThanOrEqualTo(1);
    }
    if (names.isEmpty()) {
      return;
    }
    String uniqueId = first(UNIQUE_ID, document);
    String user = first(USER, document);
    for (String name : names) {
      String other = messageOf.putIfAbsent(delivery.plan + "/" + name, id);
      assertThat(other == null || other.equals(id)).as("one event, two messages: " + name).isTrue();
      assertThat(contents.get(delivery.plan + "/" + name))
          .as("content settings it was accepted with: " + name)
          .contains(uniqueId);
      assertThat(String.valueOf(users.get(name))).as("whose event").isEqualTo(user);
    }
  }

  private Plan plan(String name) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new IllegalStateException("no connection " + name);
    }
    return plan;
  }

  private static String first(Pattern pattern, String document) {
    Matcher matcher = pattern.matcher(document);
    assertThat(matcher.find()).as(pattern + " in a message").isTrue();
    return matcher.group(1);
  }

  private static List<String> all(Pattern pattern, String document) {
    List<String> all = new ArrayList<>();
    Matcher matcher = pattern.matcher(document);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  /// What the ledger counts: events, one for a batch without, and one more for a batch that is sent
  /// without those it came with.
  private static int accepted(Request.Part part, Plan plan) {
    boolean isLeftEmpty = part.events().stream().allMatch(plan::drops);
    return part.events().size() + (isLeftEmpty ? 1 : 0);
  }

  /// Everything that clients were told is kept has arrived, what nobody knew may have, and nothing
  /// else has.
  void assertArrived(Plan plan) {
    assertArrivedBut(plan, Set.of());
  }

  /// The same, while some lie among the dead letters.
  ///
  /// @param dead their names, each behind its plan's
  void assertArrivedBut(Plan plan, Set<String> dead) {
    Set<String> must = new HashSet<>();
    Set<String> may = new HashSet<>();
    for (Request request : requests) {
      for (Request.Part part : request.parts) {
        for (Request.Event event : part.events()) {
          if (!plan.drops(event) && request.isEverFor(plan.name())) {
            String name = plan.name() + "/" + event.name();
            boolean isKept =
                !discarded.contains(name)
                    && !dead.contains(name)
                    && !erasures.mayBeMissing(event.name());
            (isKept && isCertain(request, plan) ? must : may).add(event.name());
          }
        }
      }
    }
    Set<String> arrived = arrived(plan);
    assertThat(arrived).as(plan.name() + ": lost").containsAll(must);
    arrived.removeAll(must);
    assertThat(may).as(plan.name() + ": unexpected").containsAll(arrived);
  }

  private static boolean isCertain(Request request, Plan plan) {
    return request.fate == Request.Fate.KEPT && request.isAlwaysFor(plan.name());
  }

  /// The ledger counts what a connection that was never removed was sent.
  void assertCounted(Plan plan, LedgerLine line) {
    Range accepted = new Range();
    Range filtered = new Range();
    for (Request request : requests) {
      boolean isCertain = isCertain(request, plan);
      for (Request.Part part : request.parts) {
        if (request.isEverFor(plan.name())) {
          accepted.add(accepted(part, plan), isCertain);
          for (Request.Event event : part.events()) {
            filtered.add(plan.drops(event) ? 1 : 0, isCertain);
          }
        }
      }
    }
    accepted.assertHolds(line.accepted(), plan.name() + ": accepted");
    long dropped = line.filtered().values().stream().mapToLong(count -> count).sum();
    filtered.assertHolds(dropped, plan.name() + ": filtered");
    assertThat(missing(plan)).as(plan.name() + ": missing").isLessThanOrEqualTo(line.erased());
  }

  /// Events that were kept and are missing because their user was forgotten.
  private long missing(Plan plan) {
    Set<String> arrived = arrived(plan);
    return requests.stream()
        .filter(request -> isCertain(request, plan))
        .flatMap(request -> request.parts.stream())
        .flatMap(part -> part.events().stream())
        .filter(event -> !plan.drops(event) && erasures.mayBeMissing(event.name()))
        .map(Request.Event::name)
        .filter(name -> !discarded.contains(plan.name() + "/" + name) && !arrived.contains(name))
        .count();
  }

  private Set<String> arrived(Plan plan) {
    Set<String> arrived = new HashSet<>();
    String prefix = plan.name() + "/";
    for (String key : messageOf.keySet()) {
      if (key.startsWith(prefix)) {
        arrived.add(key.substring(prefix.length()));
      }
    }
    return arrived;
  }

  /// From what is certain to what is possible.
  private static final class Range {
    private long least;
    private long most;

    void add(int count, boolean isCertain) {
      least += isCertain ? count : 0;
      most += count;
    }

    void assertHolds(long count, String what) {
      assertThat(count).as(what).isBetween(least, most);
    }
  }
}
