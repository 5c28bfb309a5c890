package io.hydrant.encode;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.Merging;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One member of a message. It stays the bytes that came until a later batch changes part of it.
final class MergedMember {
  private final Merging merging;
  private Bytes name;
  private Bytes value;

  /// The members of an object or the elements of a list by what makes them equal, as JSON; null
  /// until they are asked for.
  private @Nullable Map<Bytes, Bytes> entries;

  private boolean changed;

  MergedMember(Merging merging, Bytes name, Bytes value) {
    this.merging = merging;
    this.name = name;
    this.value = value;
  }

  Merging merging() {
    return merging;
  }

  /// The name, quoted.
  Bytes name() {
    return name;
  }

  /// The value as it came; of a member that is replaced whole.
  Bytes value() {
    return value;
  }

  private boolean isNull() {
    return value.at(0) == 'n';
  }

  private boolean isObject() {
    return value.at(0) == '{';
  }

  private boolean isList() {
    return value.at(0) == '[';
  }

  /// Takes in what a later batch says.
  void merge(MergedMember later) {
    if (later.isNull()) {
      return;
    }
    switch (merging) {
      case LATEST, CONTEXT -> replace(later);
      case ATTRIBUTES, KEYED -> {
        if (isObject() && later.isObject()) {
          mergeKeys(later);
        } else {
          replace(later);
        }
      }
      case DELETED_ATTRIBUTES -> {
        if (isList() && later.isList()) {
          append(later);
        } else {
          replace(later);
        }
      }
    }
  }

  private void replace(MergedMember later) {
    name = later.name;
    value = later.value;
    entries = null;
    changed = false;
  }

  private void mergeKeys(MergedMember later) {
    if (!changed && value.equals(later.value)) {
      return;
    }
    Map<Bytes, Bytes> own = entries();
    later
        .entries()
        .forEach((key, member) -> {
          // A null attribute is a tag; elsewhere a null says nothing.
          boolean counts = merging == Merging.ATTRIBUTES || !isNullMember(member);
          if (counts) {
            own.put(key, member);
          } else {
            own.putIfAbsent(key, member);
          }
        });
    changed = true;
  }

  /// Whether the value of a member of an object, given with its name, is null.
  private static boolean isNullMember(Bytes member) {
    // No other value ends in l: strings end in quotes, literals in e, containers in brackets.
    return member.at(member.length() - 1) == 'l';
  }

  private void append(MergedMember later) {
    Map<Bytes, Bytes> own = entries();
    later.entries().forEach(own::putIfAbsent);
    changed = true;
  }

  /// Removes from the attributes those whose names a list has.
  void removeListed(MergedMember list) {
    if (isObject() && list.isList()) {
      changed |= entries().keySet().removeAll(list.entries().keySet());
    }
  }

  /// Removes from the list the names that attributes have, unless another list has them too.
  void removeNamed(MergedMember attributes, @Nullable MergedMember list) {
    if (!isList() || !attributes.isObject()) {
      return;
    }
    Map<Bytes, Bytes> own = entries();
    for (Bytes key : attributes.entries().keySet()) {
      boolean listed = list != null && list.isList() && list.entries().containsKey(key);
      changed |= !listed && own.remove(key) != null;
    }
  }

  private Map<Bytes, Bytes> entries() {
    Map<Bytes, Bytes> known = entries;
    if (known == null) {
      known = new LinkedHashMap<>();
      JsonIndex json = StoredJson.index(value);
      boolean object = isObject();
      for (int each = json.first(0); each != JsonIndex.NONE; each = json.next(each)) {
        Bytes element = StoredJson.value(json, each);
        if (object) {
          int start = json.nameStart(each);
          Bytes member = Bytes.of(json.text(), start, json.end(each) - start);
          known.put(ByValue.of(StoredJson.name(json, each)), member);
        } else {
          known.putIfAbsent(ByValue.of(element), element);
        }
      }
      entries = known;
    }
    return known;
  }

  /// Writes name and value.
  void write(JsonOutput out) {
    Document.put(out, name);
    out.put(':');
    if (entries == null || !changed) {
      Document.put(out, value);
      return;
    }
    out.put(isObject() ? '{' : '[');
    boolean more = false;
    for (Bytes entry : entries.values()) {
      if (more) {
        out.put(',');
      }
      Document.put(out, entry);
      more = true;
    }
    out.put(isObject() ? '}' : ']');
  }
}
