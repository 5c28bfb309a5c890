package io.hydrant.encode;

import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.vectors.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/// Batches of one window by chance, some of which make the message longer and some shorter, and a
/// plain model of what those from one to another are merged to.
final class LongWindow {

  /// One batch.
  ///
  /// @param note a member of which the latest stays
  record Brought(
      List<String> events, Map<String, String> attributes, List<String> deleted, String note) {}

  /// What batches are together.
  record Together(
      List<String> events, Map<String, String> attributes, Set<String> deleted, String note) {}

  private static final List<String> LETTERS = List.of("x", "é", "€", "😀", "\\u00e9", "\\n");

  private final List<Brought> batches = new ArrayList<>();
  private int padding;

  /// A window of `count` batches of about `bytes` each.
  LongWindow(SplittableRandom random, int count, int bytes) {
    for (int i = 0; i < count; i++) {
      batches.add(brought(random, i, bytes));
    }
  }

  private static Brought brought(SplittableRandom random, int number, int bytes) {
    List<String> events = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      events.add("b" + number + "e" + i + text(random, bytes / 4));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      attributes.put("k" + random.nextInt(12), text(random, bytes / 8));
    }
    List<String> deleted = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      deleted.add("k" + random.nextInt(12));
    }
    return new Brought(events, attributes, deleted, text(random, random.nextInt(bytes / 2 + 1)));
  }

  private static String text(SplittableRandom random, int bytes) {
    String letter = LETTERS.get(random.nextInt(LETTERS.size()));
    return letter.repeat(random.nextInt(bytes + 1) / letter.length());
  }

  int size() {
    return batches.size();
  }

  /// Makes the first event of the first batch longer by so many bytes.
  void pad(int bytes) {
    padding += bytes;
  }

  /// The batches as they wait.
  List<Fragment> fragments(Content content) {
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      Fragment fragment =
          Objects.requireNonNull(Selector.select(Example.batch(json(i)), content).kept())
              .finish(1, Bytes.EMPTY);
      fragments.add(Fragment.of(fragment.stored()));
    }
    return fragments;
  }

  private String json(int number) {
    Brought batch = batches.get(number);
    StringBuilder events = new StringBuilder();
    for (String name : batch.events()) {
      int pad = number == 0 && events.isEmpty() ? padding : 0;
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"")
          .append(name)
          .append("\",\"pad\":\"")
          .append("p".repeat(pad))
          .append("\"}}");
    }
    StringBuilder attributes = new StringBuilder();
    batch
        .attributes()
        .forEach((name, value) ->
            attributes
                .append(attributes.isEmpty() ? "" : ",")
                .append("\"" + name + "\":\"" + value + "\""));
    String deleted =
        batch.deleted().isEmpty() ? "" : '"' + String.join("\",\"", batch.deleted()) + '"';
    return """
    {"mpid":1,"note":"%s","user_attributes":{%s},"deleted_user_attributes":[%s],"events":[%s]}\
    """
        .formatted(batch.note(), attributes, deleted, events);
  }

  /// What the batches `from` (included) to `to` (excluded) are together.
  Together together(int from, int to) {
    List<String> events = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Set<String> gone = new LinkedHashSet<>();
    for (Brought batch : batches.subList(from, to)) {
      events.addAll(batch.events());
      batch.deleted().forEach(attributes::remove);
      attributes.putAll(batch.attributes());
      gone.removeAll(batch.attributes().keySet());
      gone.addAll(batch.deleted());
    }
    return new Together(events, attributes, gone, batches.get(to - 1).note());
  }
}
