package io.hydrant.console;

import io.hydrant.audience.LaterMessage;
import io.hydrant.http.Reply;
import io.hydrant.json.JsonIndex;
import io.hydrant.platform.Waited;
import io.hydrant.store.DeadBegun;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadLetterOffice;
import io.hydrant.store.DeadPage;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Dead letters: which there are, what one carries, and orders to replay or discard some. Reads the
/// store, so it may block; content is shown one letter at a time, to who asks for it.
public final class DeadPages {
  static final String LIST = "/api/dead";
  private static final String SHOW = LIST + "/";
  private static final Set<String> LISTED =
      Set.of("connection", "since", "until", "error", "limit", "from", "request");
  private static final Set<String> ORDERED =
      Set.of("connection", "since", "until", "error", "rate", "dryRun", "superseded");
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;
  private static final int REPLAY_RATE = 1_000;
  private static final int DISCARD_RATE = 10_000;
  private static final int RATE_MAX = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Store store;
  private final Function<DeadLetter, List<String>> documents;
  private final Runnable ordered;

  /// @param documents what a letter became when it was sent, or would become; throws what our own
  ///   code throws on it
  /// @param ordered called when something has begun
  public DeadPages(Store store, Function<DeadLetter, List<String>> documents, Runnable ordered) {
    this.store = store;
    this.documents = documents;
    this.ordered = ordered;
  }

  /// Where they lie.
  Store store() {
    return store;
  }

  /// The page at a path, or null when there is none.
  @Nullable Supplier<Reply> page(String path, @Nullable String query) {
    if (path.equals(LIST)) {
      return () -> answered(() -> list(Query.ofQuery(query, LISTED)));
    }
    return path.startsWith(SHOW)
        ? () -> answered(() -> show(path.substring(SHOW.length()), false))
        : null;
  }

  /// What may go wrong with an answer.
  interface Answer {
    Reply get() throws IOException, Query.Wrong;
  }

  /// What it says, or why it cannot.
  static Reply answered(Answer answer) {
    try {
      return answer.get();
    } catch (Query.Wrong e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Reply.error(503, "The store cannot be read: " + e.getMessage());
    }
  }

  private DeadJson json(Map<String, Integer> numbers) {
    return new DeadJson(number ->
        numbers.entrySet().stream()
            .filter(entry -> entry.getValue() == number)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("#" + number));
  }

  private Reply list(Query query) throws IOException, Query.Wrong {
    Map<String, Integer> numbers = store.connections();
    String name = query.text("connection");
    Integer only = name == null ? null : numbers.get(name);
    if (name != null && only == null) {
      return Reply.error(404, "There is no connection of this name.");
    }
    String request = query.text("request");
    if (request != null) {
      return ofRequest(request, numbers);
    }
    String from = query.text("from");
    DeadKey next = from == null ? null : DeadKey.of(from);
    if (from != null && next == null) {
      throw new Query.Wrong("from: what another answer gave as next is needed.");
    }
    int limit = query.number("limit", LIMIT, LIMIT_MAX);
    List<DeadLetter> letters = new ArrayList<>();
    for (int number : only == null ? new TreeSet<>(numbers.values()) : Set.of(only)) {
      if (next != null && number < next.connection()) {
        continue;
      }
      DeadKey at = next != null && next.connection() == number ? next : null;
      next = null;
      do {
        DeadPage page =
            store.deadLetters().list(query.selection(number), at, limit - letters.size());
        letters.addAll(page.letters());
        at = page.next();
      } while (at != null && letters.size() < limit);
      if (at != null) {
        next = at;
        break;
      }
    }
    return json(numbers).list(letters, next, store.deadLetters().works());
  }

  private Reply ofRequest(String id, Map<String, Integer> numbers) throws IOException {
    Request request = Request.find(id, store);
    List<DeadLetter> letters = new ArrayList<>();
    for (DeadKey key : request == null ? List.<DeadKey>of() : request.letters()) {
      DeadLetter letter = store.deadLetters().letter(key);
      if (letter != null) {
        letters.add(letter);
      }
    }
    return json(numbers).list(letters, null, store.deadLetters().works());
  }

  /// One letter with what it carries.
  Reply reveal(String id) {
    return answered(() -> show(id, true));
  }

  private Reply show(String id, boolean isRevealed) throws IOException {
    DeadKey key = DeadKey.of(id);
    DeadLetter letter = key == null ? null : store.deadLetters().letter(key);
    if (letter == null) {
      return Reply.error(404, "There is no such dead letter: it may have been replayed.");
    }
    return json(store.connections()).show(letter, isRevealed ? documents(letter) : null);
  }

  /// What it became when it was sent, or would become; nothing when our own code fails on it.
  public List<String> documents(DeadLetter letter) {
    try {
      return documents.apply(letter);
    } catch (RuntimeException _) {
      // Our own code failed on it: that is why it is here, and what the letter says.
      return List.of();
    }
  }

  /// Begins a work, or counts what it would be about.
  Reply order(DeadWork.Kind kind, JsonIndex body) {
    return answered(() -> order(kind, Query.ofBody(body, ORDERED)));
  }

  private Reply order(DeadWork.Kind kind, Query query) throws IOException, Query.Wrong {
    String name = query.text("connection");
    Integer number = name == null ? null : store.connections().get(name);
    if (number == null) {
      return name == null
          ? Reply.error(400, "connection: a name is needed.")
          : Reply.error(409, "There is no connection of this name.");
    }
    DeadSelection selection = query.selection(number);
    int rate = query.number("rate", standard(kind), RATE_MAX);
    boolean isAll = kind == DeadWork.Kind.REPLAY && query.flag("superseded", false);
    DeadWork.Kind asked = isAll ? DeadWork.Kind.REPLAY_ALL : kind;
    Begun begun = begin(DeadWork.of(asked, selection, rate), query.flag("dryRun", false));
    String whyNot = begun.whyNot();
    return whyNot == null ? DeadJson.begun(begun.count(), begun.begun()) : Reply.error(409, whyNot);
  }

  private static int standard(DeadWork.Kind kind) {
    return kind == DeadWork.Kind.REPLAY ? REPLAY_RATE : DISCARD_RATE;
  }

  /// What came of an order.
  ///
  /// @param count what it is about
  /// @param begun null when nothing was to begin
  /// @param whyNot why nothing began that should have; null when that is not so
  public record Begun(
      DeadLetterOffice.Count count, @Nullable DeadBegun begun, @Nullable String whyNot) {}

  /// Begins a work as fast as is usual, or only counts what it would be about.
  public Begun begin(DeadWork.Kind kind, DeadSelection selection, boolean isDryRun)
      throws IOException {
    return begin(DeadWork.of(kind, selection, standard(kind)), isDryRun);
  }

  private Begun begin(DeadWork work, boolean isDryRun) throws IOException {
    DeadLetterOffice.Count count =
        store.deadLetters().count(work.kind(), work.selection(), LaterMessage::exists);
    if (isDryRun || count.letters() == 0) {
      return new Begun(count, null, null);
    }
    DeadBegun begun = begin(work);
    return switch (begun) {
      case BEGUN -> {
        ordered.run();
        yield new Begun(count, begun, null);
      }
      case AT_WORK -> new Begun(count, begun, null);
      case BUSY ->
          new Begun(
              count,
              begun,
              "Other dead letters of this connection are being replayed or discarded.");
      case FAILED -> new Begun(count, begun, "That could not be written: " + store.trouble() + ".");
    };
  }

  private DeadBegun begin(DeadWork work) {
    Waited<DeadBegun> answer = new Waited<>();
    store.deadLetters().begin(work, answer::set);
    DeadBegun begun = answer.get(PATIENCE);
    return begun == null ? DeadBegun.FAILED : begun;
  }
}
