package io.hydrant.audience;

import io.hydrant.store.Audience;

/// A message that a change makes, before a connection's settings are applied.
///
/// @param isMember whether the user is in the audience from now on
/// @param identities those it carries
/// @param others of a pair that a change of identities makes: those that the other message of the
///   pair carries; else the same as `identities`
/// @param isOwn whether the sender asked for just this message; others are sent only where the
///   connection sees a difference between the identities
record Draft(
    Audience audience,
    boolean isMember,
    IdentitySet identities,
    IdentitySet others,
    boolean isOwn) {

  /// What the sender asked for.
  static Draft own(Audience audience, boolean isMember, IdentitySet identities) {
    return new Draft(audience, isMember, identities, identities, true);
  }

  /// Takes the old identities out.
  static Draft out(Audience audience, IdentitySet old, IdentitySet now) {
    return new Draft(audience, false, old, now, false);
  }

  /// Puts the new identities in.
  static Draft in(Audience audience, IdentitySet old, IdentitySet now) {
    return new Draft(audience, true, now, old, false);
  }
}
