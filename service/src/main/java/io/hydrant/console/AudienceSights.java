package io.hydrant.console;

import io.hydrant.audience.Member;
import io.hydrant.live.About;
import io.hydrant.live.Filter;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.PersonHash;
import io.hydrant.store.Audience;
import io.hydrant.store.RecentChanges;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which audiences there are, and what became of them and their members lately. A user is a mark,
/// as in the live stream; who that is, is read from the store when somebody asks. So it may block.
public record AudienceSights(Store store) {

  /// Changes that are meant.
  ///
  /// @param audience its id; null: any
  /// @param user the marks of a user; none: any
  /// @param before only those with lower ids
  public record Wanted(@Nullable Long audience, Set<String> user, long before) {
    public Wanted {
      user = Set.copyOf(user);
    }
  }

  /// What there is.
  ///
  /// @param sinceMillis since when changes are known, Unix milliseconds
  /// @param changes the latest first
  /// @param next to be given as [Wanted#before]; 0: there are no more
  public record Seen(long sinceMillis, List<Known> audiences, List<Change> changes, long next) {
    public Seen {
      audiences = List.copyOf(audiences);
      changes = List.copyOf(changes);
    }
  }

  /// An audience.
  ///
  /// @param latest when something last became of it, Unix milliseconds; null: not since the start
  public record Known(Audience audience, @Nullable Long latest) {}

  /// What became of one, or of a user in it.
  ///
  /// @param mark of the user; empty: there is none, or nothing is known of him
  public record Change(RecentChanges.Entry entry, String mark) {}

  /// Somebody.
  ///
  /// @param mpid its digits; null: he has none
  /// @param identities as they are known now, by type
  public record Person(@Nullable String mpid, Map<String, String> identities) {
    public Person {
      identities = new LinkedHashMap<>(identities);
    }
  }

  /// What a query means.
  public Wanted wanted(Query asked) throws Query.Wrong {
    String audience = said(asked, "audience");
    String user = said(asked, "user");
    String before = said(asked, "before");
    return new Wanted(
        audience == null ? null : number("audience", audience),
        Filter.marks(user, store.hash()),
        before == null ? Long.MAX_VALUE : number("before", before));
  }

  private static @Nullable String said(Query asked, String name) {
    String text = asked.text(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static long number(String name, String text) throws Query.Wrong {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new Query.Wrong(name + ": an id is needed.");
    }
  }

  /// Looks at all audiences, and at some changes.
  ///
  /// @param max how many changes at most
  public Seen see(Wanted wanted, int max) throws IOException {
    RecentChanges recent = store.audiences().recent();
    List<Known> audiences = new ArrayList<>();
    for (Audience audience : store.audiences().all()) {
      audiences.add(new Known(audience, recent.latest(audience.id())));
    }
    Map<Hash, String> marks = new HashMap<>();
    List<Change> changes = new ArrayList<>();
    for (RecentChanges.Entry entry : recent.latestFirst()) {
      boolean isMeant =
          entry.id() < wanted.before()
              && (wanted.audience() == null || wanted.audience() == entry.change().audience());
      String mark = isMeant ? mark(entry.change().user(), marks) : "";
      if (!isMeant || !(wanted.user().isEmpty() || wanted.user().contains(mark))) {
        continue;
      }
      if (changes.size() == max) {
        return new Seen(recent.sinceMillis(), audiences, changes, changes.getLast().entry().id());
      }
      changes.add(new Change(entry, mark));
    }
    return new Seen(recent.sinceMillis(), audiences, changes, 0);
  }

  private String mark(@Nullable Hash user, Map<Hash, String> marks) throws IOException {
    if (user == null) {
      return "";
    }
    String known = marks.get(user);
    String mark = known == null ? mark(person(user)) : known;
    marks.put(user, mark);
    return mark;
  }

  private String mark(@Nullable Person person) {
    if (person == null) {
      return "";
    }
    String mpid = person.mpid();
    if (mpid != null) {
      return About.mark(store.hash(), mpid);
    }
    return person.identities().values().stream()
        .findFirst()
        .map(identity -> About.mark(store.hash(), identity))
        .orElse("");
  }

  private @Nullable Person person(@Nullable Hash user) throws IOException {
    Bytes known = user == null ? null : store.audiences().known(user);
    if (known == null) {
      return null;
    }
    Member member = Member.of(known);
    Map<String, String> identities = new LinkedHashMap<>();
    for (Map.Entry<IdentityType, Bytes> each : member.identities().values().entrySet()) {
      identities.put(each.getKey().key(), PersonHash.text(each.getValue()).text());
    }
    return new Person(member.mpid(), identities);
  }

  /// One change; null when there is none of this id in memory.
  public @Nullable Change change(@Nullable String id) throws IOException {
    boolean isId = id != null && id.matches("\\d{1,18}");
    RecentChanges.Entry entry = isId ? store.audiences().recent().find(Long.parseLong(id)) : null;
    return entry == null ? null : new Change(entry, mark(entry.change().user(), new HashMap<>()));
  }

  /// Who the user of a change is, as far as he is known now; null when nothing is.
  ///
  /// @param mark his, as it was shown: ids of changes begin anew with the process
  public @Nullable Person reveal(Change change, String mark) throws IOException {
    boolean isHe = !change.mark().isEmpty() && change.mark().equals(mark);
    return isHe ? person(change.entry().change().user()) : null;
  }
}
