package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What Audience connections send of the changes they are told of: all in memory, one change after
/// the other.
public final class Audiences {
  private final List<AudienceReceiver> receivers;
  private final TreeMap<Long, Names> audiences = new TreeMap<>();
  private final Map<Object, Known> users = new LinkedHashMap<>();
  private int deletions;

  private record Names(String name, @Nullable String external) {
    String called() {
      return external == null ? name : external;
    }
  }

  /// A user: what is known of him.
  private static final class Known {
    private Map<String, Object> identities = Map.of();
    private final TreeSet<Long> in = new TreeSet<>();
  }

  /// Who a change is of, and with which identities a message is sent.
  private record Told(Object user, @Nullable Digits mpid, long millis) {}

  public Audiences(List<AudienceReceiver> receivers) {
    this.receivers = List.copyOf(receivers);
  }

  public boolean has(long id) {
    return audiences.containsKey(id);
  }

  public void put(long id, String name, @Nullable String external) {
    audiences.put(id, new Names(name, external));
  }

  /// All members leave, where a connection wants to hear it; then the audience is gone.
  public void delete(long id, long millis) {
    Names names = Objects.requireNonNull(audiences.remove(id));
    users.forEach((user, known) -> {
      if (known.in.remove(id)) {
        for (AudienceReceiver receiver : receivers) {
          if (receiver.hearsMembersLeave() && receiver.carries(id)) {
            Told told = new Told(user, AudienceIdentity.mpid(user), millis);
            send(receiver, told, id, names, false, known.identities);
          }
        }
      }
    });
    Object nobody = "deletion " + deletions++;
    for (AudienceReceiver receiver : receivers) {
      if (receiver.carries(id)) {
        Map<String, Object> document = head(id, names, millis);
        document.put("IsDeleted", true);
        receiver.sent(nobody, document);
      }
    }
  }

  /// A user enters or leaves an audience.
  ///
  /// @param given the identities with a value that the change names
  public void change(
      boolean enters, long id, Map<String, Object> given, @Nullable Digits mpid, long millis) {
    Object user = AudienceIdentity.user(mpid, given);
    Told told = new Told(user, mpid, millis);
    boolean isNew = !users.containsKey(user);
    Known known = users.computeIfAbsent(user, u -> new Known());
    Map<String, Object> old = known.identities;
    Map<String, Object> now = given.isEmpty() ? old : given;
    boolean isOther = !isNew && !now.equals(old);
    known.identities = now;
    Names names = Objects.requireNonNull(audiences.get(id));
    boolean wasIn = known.in.contains(id);
    if (isOther) {
      told(told, known, id, old, now);
    }
    for (AudienceReceiver receiver : receivers) {
      if (!receiver.carries(id)) {
        continue;
      }
      if (isOther && wasIn && enters) {
        out(receiver, told, id, names, old, now);
      }
      // One who was never in with the old identities has no other to leave with.
      boolean leavesWithOld = isOther && wasIn && !enters;
      send(receiver, told, id, names, enters, leavesWithOld ? old : now);
    }
    if (enters) {
      known.in.add(id);
    } else {
      known.in.remove(id);
    }
  }

  /// A batch of events.
  ///
  /// @param has the identities with a value that it brings
  /// @param lost those that its events took away, with what they were
  public void batch(Digits mpid, Map<String, Object> has, Map<String, Object> lost, long millis) {
    if (has.isEmpty() && lost.isEmpty()) {
      return;
    }
    Object user = AudienceIdentity.user(mpid, Map.of());
    Known known = users.computeIfAbsent(user, u -> new Known());
    Map<String, Object> old = known.identities;
    Map<String, Object> now = new HashMap<>(old);
    now.putAll(has);
    lost.forEach((type, value) -> {
      Object brought = has.get(type);
      if (brought == null || brought.equals(value)) {
        now.remove(type);
      }
    });
    if (!now.equals(old)) {
      known.identities = now;
      told(new Told(user, mpid, millis), known, 0, old, now);
    }
  }

  /// Every audience a user is in hears of his other identities, but the one the change names.
  private void told(
      Told told, Known known, long named, Map<String, Object> old, Map<String, Object> now) {
    for (long id : known.in) {
      Names names = Objects.requireNonNull(audiences.get(id));
      for (AudienceReceiver receiver : receivers) {
        if (id != named && receiver.carries(id)) {
          out(receiver, told, id, names, old, now);
          if (!receiver.visible(told.mpid(), old).equals(receiver.visible(told.mpid(), now))) {
            send(receiver, told, id, names, true, now);
          }
        }
      }
    }
  }

  private static void out(
      AudienceReceiver receiver,
      Told told,
      long id,
      Names names,
      Map<String, Object> old,
      Map<String, Object> now) {
    boolean isSame = receiver.visible(told.mpid(), old).equals(receiver.visible(told.mpid(), now));
    if (receiver.takesOutTheOld() && !isSame) {
      send(receiver, told, id, names, false, old);
    }
  }

  private static void send(
      AudienceReceiver receiver,
      Told told,
      long id,
      Names names,
      boolean isMember,
      Map<String, Object> identities) {
    String setting = receiver.filteredBy(told.mpid(), identities);
    if (setting != null) {
      receiver.filtered(setting);
      return;
    }
    Map<String, Object> document = head(id, names, told.millis());
    document.put("IsMember", isMember);
    document.put("UserIdentities", receiver.visible(told.mpid(), identities));
    receiver.sent(told.user(), document);
  }

  private static Map<String, Object> head(long id, Names names, long millis) {
    Map<String, Object> document = new LinkedHashMap<>();
    long seconds = Math.floorDiv(millis, 1000L);
    document.put("MembershipChangedTimestamp", Long.toString(seconds));
    document.put("AudienceId", new Digits(Long.toString(id)));
    document.put("AudienceName", names.called());
    return document;
  }

  /// How many audiences there are.
  List<Long> all() {
    return new ArrayList<>(audiences.keySet());
  }
}
