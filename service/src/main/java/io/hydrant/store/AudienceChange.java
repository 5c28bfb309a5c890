package io.hydrant.store;

import io.hydrant.model.Hash;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of an audience, or of a user in one: for people to see, and it names nobody.
///
/// @param audience its id
/// @param name what its senders call it
/// @param user by whom what is known of him is found; null: it is about the audience itself, or he
///   was forgotten since
/// @param was what it was called before, where that changed; else empty
public record AudienceChange(
    long audience, String name, Kind kind, @Nullable Hash user, String was) {

  /// What happened.
  public enum Kind {
    /// There was none of this id before.
    MADE,
    /// Its senders call it otherwise.
    RENAMED,
    /// Messages call it otherwise.
    CALLED,
    /// Its deletion was ordered, and its members are being taken out.
    DELETING,
    /// It is there no more, and nobody is in it.
    DELETED,
    /// A user is in it who was not.
    ENTERED,
    /// A user is not in it any more.
    LEFT,
    /// A user was in it, and its sender says so again.
    STAYED,
    /// A user was not in it, and its sender says that he is to leave.
    ABSENT,
    /// A member is known by other identities.
    IDENTITIES,
    /// A user has other attributes, which no message carries.
    ATTRIBUTES;

    /// Whether it is about a user.
    public boolean isOfUser() {
      return compareTo(ENTERED) >= 0;
    }

    /// What scripts call it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether it is about one who was forgotten since.
  public boolean isForgotten() {
    return kind.isOfUser() && user == null;
  }

  AudienceChange forgetting() {
    return new AudienceChange(audience, name, kind, null, was);
  }
}
