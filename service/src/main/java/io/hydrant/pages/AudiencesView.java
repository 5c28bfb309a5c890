package io.hydrant.pages;

import io.hydrant.console.AudienceSights;
import io.hydrant.console.Query;
import io.hydrant.store.AudienceChange;
import io.hydrant.store.RecentChanges;
import java.util.Objects;

/// What *Audiences* shows.
///
/// @param audience the id of the one whose changes are meant, as it was asked for; empty: all
/// @param user whose are, as it was asked for; empty: everybody's
/// @param isLater whether it begins with changes that are not the latest
public record AudiencesView(
    AudienceSights.Seen seen, String audience, String user, boolean isLater) {
  /// Changes on a page.
  static final int CHANGES_MAX = 100;

  /// Those that are in memory.
  public static final int KEPT_MAX = RecentChanges.KEPT_MAX;

  static AudiencesView of(AudienceSights.Seen seen, Query asked) {
    return new AudiencesView(
        seen, said(asked, "audience"), said(asked, "user"), asked.text("before") != null);
  }

  private static String said(Query asked, String name) {
    return Objects.requireNonNullElse(asked.text(name), "").strip();
  }

  /// Whether not all changes are meant.
  public boolean isFiltered() {
    return !audience.isEmpty() || !user.isEmpty();
  }

  /// The name of the audience whose changes are meant; empty: all are, or none has this id.
  public String name() {
    for (AudienceSights.Known each : seen.audiences()) {
      if (audience.equals(Long.toString(each.audience().id()))) {
        return each.audience().name();
      }
    }
    // One that was deleted since.
    boolean isOfOne = !audience.isEmpty() && !seen.changes().isEmpty();
    return isOfOne ? seen.changes().getFirst().entry().change().name() : "";
  }

  /// Where the changes before those of this page are.
  public String next() {
    return "/audiences?audience="
        + Words.encoded(audience)
        + "&user="
        + Words.encoded(user)
        + "&before="
        + seen.next()
        + "#changes";
  }

  /// In few words.
  public static String what(AudienceChange.Kind kind) {
    return switch (kind) {
      case MADE -> "made";
      case RENAMED -> "renamed";
      case CALLED -> "renamed in messages";
      case DELETING -> "being deleted";
      case DELETED -> "deleted";
      case ENTERED -> "entered";
      case LEFT -> "left";
      case STAYED -> "still in";
      case ABSENT -> "still out";
      case IDENTITIES -> "identities changed";
      case ATTRIBUTES -> "attributes changed";
    };
  }

  /// In more words, for who asks what that means.
  public static String meaning(AudienceChange.Kind kind) {
    return switch (kind) {
      case MADE -> "There was no audience of this id before.";
      case RENAMED -> "Its senders call it otherwise; members stay.";
      case CALLED -> "Messages call it otherwise from now on.";
      case DELETING -> "Its deletion was ordered, and its members are being taken out.";
      case DELETED -> "It is there no more, and nobody is in it.";
      case ENTERED -> "The user was not in it before.";
      case LEFT -> "The user was in it before.";
      case STAYED -> "Its sender says again that the user is in it: that is sent again.";
      case ABSENT -> "Its sender takes out a user who was not in it: that is sent all the same.";
      case IDENTITIES ->
          "The member is known by other identities: out with the old ones, in with the new ones,"
              + " as each connection's settings say.";
      case ATTRIBUTES -> "No message carries attributes: nothing is sent.";
    };
  }

  /// What styles call it.
  public static String tone(AudienceChange.Kind kind) {
    return switch (kind) {
      case MADE, ENTERED -> "good";
      case DELETING, LEFT -> "slow";
      case DELETED -> "bad";
      case RENAMED, CALLED, STAYED, ABSENT, IDENTITIES, ATTRIBUTES -> "still";
    };
  }
}
