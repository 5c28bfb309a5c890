package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Merging;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a message that come from its batches, each merged by its own rule. A null never
/// replaces a value; it stays only if no batch has a value.
final class MergedMembers {
  private static final byte[] CONTEXT = Frame.ascii(",\"context\":");

  private final Map<Bytes, MergedMember> members = new LinkedHashMap<>();
  private @Nullable FragmentParts only;

  /// Adds the members of a later batch.
  void apply(FragmentParts parts) {
    if (only == null && members.isEmpty()) {
      // Most messages are of one batch: its members are copied, never looked into.
      only = parts;
      return;
    }
    if (only != null) {
      merge(only);
      only = null;
    }
    MergedMember deleted = find(parts, Merging.DELETED_ATTRIBUTES);
    MergedMember attributes = find(parts, Merging.ATTRIBUTES);
    for (MergedMember member : members.values()) {
      if (deleted != null && member.merging() == Merging.ATTRIBUTES) {
        member.removeListed(deleted);
      } else if (attributes != null && member.merging() == Merging.DELETED_ATTRIBUTES) {
        member.removeNamed(attributes, deleted);
      }
    }
    merge(parts);
  }

  private static @Nullable MergedMember find(FragmentParts parts, Merging merging) {
    for (int i = 0; i < parts.members(); i++) {
      if (parts.merging(i) == merging) {
        return new MergedMember(merging, parts.memberName(i), parts.memberValue(i));
      }
    }
    return null;
  }

  private void merge(FragmentParts parts) {
    for (int i = 0; i < parts.members(); i++) {
      Bytes name = parts.memberName(i);
      MergedMember later = new MergedMember(parts.merging(i), name, parts.memberValue(i));
      MergedMember held = members.putIfAbsent(ByValue.of(name), later);
      if (held != null) {
        held.merge(later);
      }
    }
  }

  /// Writes every member behind a comma.
  ///
  /// @param location what `context` gains if it lacks one; empty: nothing
  void write(JsonOutput out, Bytes location) {
    boolean hasContext = false;
    if (only != null) {
      for (int i = 0; i < only.members(); i++) {
        if (location.length() > 0 && only.merging(i) == Merging.CONTEXT) {
          hasContext = true;
          out.put(CONTEXT);
          LocatedContext.write(out, only.memberValue(i), location);
        } else {
          out.put(',').put(only.array(), only.memberStart(i), only.memberEnd(i));
        }
      }
    }
    for (MergedMember member : members.values()) {
      if (location.length() > 0 && member.merging() == Merging.CONTEXT) {
        hasContext = true;
        out.put(CONTEXT);
        LocatedContext.write(out, member.value(), location);
      } else {
        out.put(',');
        member.write(out);
      }
    }
    if (location.length() > 0 && !hasContext) {
      out.put(CONTEXT);
      LocatedContext.write(out, Bytes.EMPTY, location);
    }
  }
}
