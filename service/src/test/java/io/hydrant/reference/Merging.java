package io.hydrant.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of several batches as those of one message (section 5, merging).
final class Merging {
  private final Map<String, @Nullable Object> merged = new LinkedHashMap<>();

  private Merging() {}

  /// Merges the members of parts, in order of receipt. The identities are still in the form they
  /// came in, without those that have no value.
  static Map<String, @Nullable Object> of(List<Part> parts) {
    Merging merging = new Merging();
    for (Part part : parts) {
      merging.add(part.members());
    }
    return merging.merged;
  }

  private void add(Map<String, @Nullable Object> later) {
    if (!merged.isEmpty()) {
      deletions(later);
    }
    later.forEach((name, value) -> {
      switch (name) {
        case "user_attributes" -> put(name, byOwnKeys(merged.get(name), value, true));
        case "integration_attributes", "partner_identities" ->
            put(name, byOwnKeys(merged.get(name), value, false));
        case "user_identities" -> put(name, byOwnKeys(merged.get(name), withValues(value), false));
        case "deleted_user_attributes" -> put(name, appended(merged.get(name), value));
        default -> put(name, value);
      }
    });
  }

  /// Null never replaces a value.
  private void put(String name, @Nullable Object value) {
    if (value != null || !merged.containsKey(name)) {
      merged.put(name, Tree.copy(value));
    }
  }

  /// When both are objects: merged by their own keys, not deeper; otherwise the later.
  private static @Nullable Object byOwnKeys(
      @Nullable Object earlier, @Nullable Object later, boolean nullIsValue) {
    Map<String, @Nullable Object> from = Tree.object(earlier);
    Map<String, @Nullable Object> to = Tree.object(later);
    if (from == null || to == null) {
      return later;
    }
    Map<String, @Nullable Object> both = Tree.copyOf(from);
    to.forEach((key, value) -> {
      if (value != null || nullIsValue || !both.containsKey(key)) {
        both.put(key, value);
      }
    });
    return both;
  }

  /// Identities without a value say nothing.
  private static @Nullable Object withValues(@Nullable Object identities) {
    Map<String, @Nullable Object> object = Tree.object(identities);
    if (object == null) {
      return identities;
    }
    Map<String, @Nullable Object> left = Tree.copyOf(object);
    left.values().removeIf(identity -> !Tree.hasValue(identity));
    return left;
  }

  /// A list that merging changes has no repeats.
  private static @Nullable Object appended(@Nullable Object earlier, @Nullable Object later) {
    if (!(earlier instanceof List<?>) || !(later instanceof List<?>)) {
      return later;
    }
    Set<@Nullable Object> both = new LinkedHashSet<>(Tree.elements(earlier));
    both.addAll(Tree.elements(later));
    return new ArrayList<>(both);
  }

  /// What a later batch says of the names merged so far: those it has an attribute for are no
  /// longer deleted (unless it deletes them too), those it deletes are no longer attributes.
  private void deletions(Map<String, @Nullable Object> later) {
    List<@Nullable Object> deletes = Tree.elements(later.get("deleted_user_attributes"));
    Map<String, @Nullable Object> has = Tree.object(later.get("user_attributes"));
    if (has != null && merged.get("deleted_user_attributes") instanceof List<?> deleted) {
      Set<@Nullable Object> left = new LinkedHashSet<>(Tree.elements(deleted));
      if (left.removeIf(
          name -> name instanceof String && has.containsKey(name) && !deletes.contains(name))) {
        merged.put("deleted_user_attributes", new ArrayList<>(left));
      }
    }
    Map<String, @Nullable Object> attributes = Tree.object(merged.get("user_attributes"));
    if (attributes != null) {
      deletes.forEach(name -> attributes.keySet().removeIf(key -> key.equals(name)));
    }
  }
}
