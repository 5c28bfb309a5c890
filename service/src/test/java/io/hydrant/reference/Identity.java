package io.hydrant.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An identity that has a value, as one batch brought it.
///
/// @param type null when an element of the array form has none
record Identity(@Nullable Object type, Object value) {

  /// The identities with a value of a `user_identities`, in the object form or the array form.
  static List<Identity> of(@Nullable Object userIdentities) {
    List<Identity> identities = new ArrayList<>();
    Map<String, @Nullable Object> object = Tree.object(userIdentities);
    if (object != null) {
      object.forEach((type, value) -> add(identities, type, value));
    }
    for (Object each : Tree.elements(userIdentities)) {
      add(identities, Tree.member(each, "identity_type"), Tree.member(each, "identity"));
    }
    return identities;
  }

  private static void add(
      List<Identity> identities, @Nullable Object type, @Nullable Object value) {
    if (value != null && Tree.hasValue(value)) {
      identities.add(new Identity(type, value));
    }
  }
}
