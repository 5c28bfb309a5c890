package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Merging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    merge(parts);
  }

  private void merge(FragmentParts parts) {
    List<MergedMember> later = new ArrayList<>(parts.members());
    MergedMember deleted = null;
    MergedMember attributes = null;
    for (int i = 0; i < parts.members(); i++) {
      MergedMember member =
          new MergedMember(parts.merging(i), parts.memberName(i), parts.memberValue(i));
      later.add(member);
      deleted = member.merging() == Merging.DELETED_ATTRIBUTES ? member : deleted;
      attributes = member.merging() == Merging.ATTRIBUTES ? member : attributes;
    }
    takeOut(attributes, deleted);
    for (MergedMember member : later) {
      MergedMember held = members.putIfAbsent(ByValue.of(member.name()), member);
      if (held != null) {
        held.merge(member);
      }
    }
  }

  /// What a later batch deletes leaves the attributes; what it sets leaves the list of the deleted.
  private void takeOut(@Nullable MergedMember attributes, @Nullable MergedMember deleted) {
    for (MergedMember member : members.values()) {
      if (deleted != null && member.merging() == Merging.ATTRIBUTES) {
        member.removeListed(deleted);
      } else if (attributes != null && member.merging() == Merging.DELETED_ATTRIBUTES) {
        member.removeNamed(attributes, deleted);
      }
    }
  }

  /// Writes every member behind a comma.
  ///
  /// @param location what `context` gains if it lacks one; empty: nothing
  void write(JsonOutput out, Bytes location) {
    boolean lacksContext = location.length() > 0;
    for (int i = 0; only != null && i < only.members(); i++) {
      if (lacksContext && only.merging(i) == Merging.CONTEXT) {
        context(out, only.memberValue(i), location);
        lacksContext = false;
      } else {
        out.put(',').put(only.array(), only.memberStart(i), only.memberEnd(i));
      }
    }
    for (MergedMember member : members.values()) {
      if (lacksContext && member.merging() == Merging.CONTEXT) {
        context(out, member.value(), location);
        lacksContext = false;
      } else {
        member.write(out.put(','));
      }
    }
    if (lacksContext) {
      context(out, Bytes.EMPTY, location);
    }
  }

  private static void context(JsonOutput out, Bytes context, Bytes location) {
    LocatedContext.write(out.put(CONTEXT), context, location);
  }
}
