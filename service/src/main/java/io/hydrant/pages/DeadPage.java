package io.hydrant.pages;

import io.hydrant.console.DeadPages;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadLetterOffice;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// *Dead letters*: what was given up, by connection and error; of those that a person chose, how
/// many a replay would send; and one of them with what was sent and what Firehose said.
///
/// @param orders knows what a letter became
record DeadPage(Store store, DeadPages orders) {
  /// Letters on a page.
  private static final int LISTED_MAX = 50;

  private static final long MICROS_PER_MILLI = 1_000;

  /// What the page says.
  ///
  /// @param name of the connection that is meant; null: all
  /// @param error what the errors of those that are meant contain; null: any
  /// @param from where to begin listing; null: at the beginning
  /// @return null when there is no such connection
  @Nullable DeadView view(@Nullable String name, @Nullable String error, @Nullable String from)
      throws IOException {
    Map<String, Integer> numbers = store.connections();
    Integer only = name == null ? null : numbers.get(name);
    if (name != null && only == null) {
      return null;
    }
    List<DeadView.Group> groups = new ArrayList<>();
    List<String> cut = new ArrayList<>();
    List<DeadView.Work> works = new ArrayList<>();
    for (Map.Entry<String, Integer> connection : numbers.entrySet()) {
      int number = connection.getValue();
      if (only == null || only == number) {
        groups.addAll(groups(connection.getKey(), number, cut));
      }
      works.addAll(works(connection.getKey(), number));
    }
    return new DeadView(
        groups, cut, works, name == null || only == null ? null : chosen(name, only, error, from));
  }

  /// What is being done now, and nothing else.
  DeadView works() {
    List<DeadView.Work> works = new ArrayList<>();
    store.connections().forEach((name, number) -> works.addAll(works(name, number)));
    return new DeadView(List.of(), List.of(), works, null);
  }

  private List<DeadView.Work> works(String name, int number) {
    return store.deadLetters().works().stream()
        .filter(work -> work.selection().connection() == number)
        .map(work -> new DeadView.Work(name, work))
        .toList();
  }

  private DeadView.Chosen chosen(
      String name, int number, @Nullable String error, @Nullable String from) throws IOException {
    String cut = error == null ? "" : error.substring(0, Math.min(error.length(), 200));
    DeadSelection all = DeadSelection.all(number);
    DeadSelection meant = new DeadSelection(number, all.since(), all.until(), cut);
    DeadKey at = from == null ? null : DeadKey.of(from);
    boolean isHere = at != null && at.connection() == number;
    io.hydrant.store.DeadPage page =
        store.deadLetters().list(meant, isHere ? at : null, LISTED_MAX);
    String next = page.next() == null ? "" : page.next().id();
    DeadLetterOffice.Count count = orders.begin(DeadWork.Kind.REPLAY, meant, true).count();
    return new DeadView.Chosen(name, cut, count, page.letters(), next);
  }

  /// @param cut takes the name of a connection that has more than are looked at
  private List<DeadView.Group> groups(String name, int number, List<String> cut)
      throws IOException {
    Map<String, DeadView.Group> groups = new LinkedHashMap<>();
    DeadSelection all = DeadSelection.all(number);
    io.hydrant.store.DeadPage first = store.deadLetters().list(all, null, DeadView.GROUPED_MAX);
    if (first.next() != null) {
      cut.add(name);
    }
    for (DeadLetter letter : first.letters()) {
      groups.merge(
          letter.cause().word() + "\n" + letter.lastError(), group(name, letter), DeadPage::both);
    }
    return List.copyOf(groups.values());
  }

  private static DeadView.Group group(String name, DeadLetter letter) {
    long millis = letter.key().time() / MICROS_PER_MILLI;
    return new DeadView.Group(
        name, letter.cause().word(), letter.lastError(), 1, letter.row().count(), millis, millis);
  }

  private static DeadView.Group both(DeadView.Group one, DeadView.Group more) {
    return new DeadView.Group(
        one.connection(),
        one.cause(),
        one.error(),
        one.letters() + more.letters(),
        one.events() + more.events(),
        one.firstMillis(),
        more.lastMillis());
  }

  /// The letter of an id; null when there is none.
  ///
  /// @param isRevealed whether with what it carries
  @Nullable LetterView letter(@Nullable String id, boolean isRevealed) throws IOException {
    DeadKey key = id == null ? null : DeadKey.of(id);
    DeadLetter letter = key == null ? null : store.deadLetters().letter(key);
    if (letter == null) {
      return null;
    }
    String name =
        store.connections().entrySet().stream()
            .filter(entry -> entry.getValue() == letter.key().connection())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("#" + letter.key().connection());
    return new LetterView(name, letter, isRevealed ? orders.documents(letter) : null);
  }
}
