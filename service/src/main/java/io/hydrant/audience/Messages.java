package io.hydrant.audience;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.AudienceToggle;
import io.hydrant.store.Audience;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes what each connection gets of the messages of one change. Pure.
final class Messages {
  private final @Nullable String mpid;
  private final long millis;
  private final List<Draft> drafts;

  /// @param mpid of the user; null when he has none
  /// @param millis the time of the change, Unix milliseconds
  /// @param drafts in their order
  Messages(@Nullable String mpid, long millis, List<Draft> drafts) {
    this.mpid = mpid;
    this.millis = millis;
    this.drafts = drafts;
  }

  /// What each connection gets.
  List<AudienceArrival> arrivals(List<AudienceRoute> routes) {
    return routes.stream().map(this::arrival).filter(arrival -> arrival.accepted() > 0).toList();
  }

  /// That an audience is deleted, for those that carry it.
  static List<AudienceArrival> deletion(Audience audience, List<AudienceRoute> routes) {
    Long millis = audience.deletedMillis();
    if (millis == null) {
      throw new IllegalArgumentException("audience " + audience.id() + " is not deleted");
    }
    Bytes document = AudienceDocument.deletion(audience, millis);
    AudienceMessage message = new AudienceMessage(audience.id(), document);
    return routes.stream()
        .filter(route -> route.content().carries(audience.id()))
        .map(route ->
            route.isDiscarded()
                ? new AudienceArrival(route.connection(), Map.of(), List.of(), 1)
                : new AudienceArrival(
                    route.connection(),
                    Map.of(),
                    List.of(new AudienceArrival.Numbered(0, message)),
                    0))
        .toList();
  }

  private AudienceArrival arrival(AudienceRoute route) {
    Map<String, Integer> filtered = new HashMap<>();
    List<AudienceArrival.Numbered> messages = new ArrayList<>();
    for (int n = 0; n < drafts.size(); n++) {
      Draft draft = drafts.get(n);
      if (!isMade(draft, route)) {
        continue;
      }
      Map<IdentityType, Bytes> visible = visible(draft.identities(), route);
      String setting = leftOutBy(draft, visible, route);
      if (setting != null) {
        filtered.merge(setting, 1, Integer::sum);
        continue;
      }
      Bytes document =
          AudienceDocument.membership(
              draft.audience(), millis, draft.isMember(), visible, route.content());
      messages.add(
          new AudienceArrival.Numbered(n, new AudienceMessage(draft.audience().id(), document)));
    }
    return route.isDiscarded()
        ? new AudienceArrival(route.connection(), filtered, List.of(), messages.size())
        : new AudienceArrival(route.connection(), filtered, messages, 0);
  }

  /// Whether a message is this connection's business at all.
  private boolean isMade(Draft draft, AudienceRoute route) {
    AudienceContent content = route.content();
    if (!content.carries(draft.audience().id())) {
      return false;
    }
    if (draft.isOwn()) {
      return true;
    }
    boolean isTakenOut =
        draft.isMember() || content.is(AudienceToggle.SEND_REMOVE_ON_IDENTITY_CHANGE);
    return isTakenOut && !visible(draft.identities(), route).equals(visible(draft.others(), route));
  }

  /// The setting by which a message is not sent; null when it is.
  private @Nullable String leftOutBy(
      Draft draft, Map<IdentityType, Bytes> visible, AudienceRoute route) {
    if (draft.identities().isEmpty() && !route.content().is(AudienceToggle.SEND_ANONYMOUS_USERS)) {
      return AudienceToggle.SEND_ANONYMOUS_USERS.key();
    }
    if (!visible.isEmpty()) {
      return null;
    }
    String last = AudienceContent.IDENTITIES_TO_EXCLUDE;
    for (IdentityType type : all(draft.identities()).keySet()) {
      last = route.leftOut().getOrDefault(type, last);
    }
    return last;
  }

  private Map<IdentityType, Bytes> visible(IdentitySet identities, AudienceRoute route) {
    Map<IdentityType, Bytes> visible = all(identities);
    visible.keySet().removeAll(route.leftOut().keySet());
    return visible;
  }

  private Map<IdentityType, Bytes> all(IdentitySet identities) {
    Map<IdentityType, Bytes> all = new EnumMap<>(IdentityType.class);
    all.putAll(identities.values());
    if (mpid != null) {
      all.put(IdentityType.MPID, Bytes.utf8('"' + mpid + '"'));
    }
    return all;
  }
}
