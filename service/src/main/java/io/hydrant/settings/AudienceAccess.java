package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// What an input may do with audiences.
///
/// @param isAllowed whether it may change them, and erase people
/// @param partner name of its partner door; null when it has none
/// @param partnerToken what opens that door beside key and secret; null when nothing does
public record AudienceAccess(
    boolean isAllowed, @Nullable String partner, @Nullable Secret partnerToken) {
  /// Nothing.
  public static final AudienceAccess NONE = new AudienceAccess(false, null, null);
}
