package io.hydrant.sdk;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an object of a mobile SDK is in the Events API, member by member. A member that has no
/// equivalent there, or whose value has none, is kept under `native`, by its own name and with the
/// bytes that came: nothing is dropped. Immutable once it is built.
final class NativeTable {
  private static final String KEPT = "native";

  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();

  /// What a member becomes.
  private record Rule(String name, NativeForm form) {}

  /// A table that has all of this one's rules.
  NativeTable copy() {
    NativeTable copy = new NativeTable();
    rules.forEach((key, named) -> copy.rules.put(key, new ArrayList<>(named)));
    return copy;
  }

  /// The member `key` becomes `name`, with the bytes that came.
  NativeTable with(String key, String name) {
    return with(key, name, NativeForms.AS_IS);
  }

  /// The member `key` becomes `name`; a second time for the same one: also that.
  NativeTable with(String key, String name, NativeForm form) {
    rules.computeIfAbsent(key, missing -> new ArrayList<>()).add(new Rule(name, form));
    return this;
  }

  /// What is to be kept of a member.
  ///
  /// @param form says less than all; null: nothing of it is said
  record Kept(NativeForm.Value value, @Nullable NativeForm form) {
    void write(JsonOutput out) {
      JsonIndex json = value.json();
      out.put(json.text(), json.nameStart(value.node()), json.nameEnd(value.node())).put(':');
      if (form == null) {
        value.copyTo(out);
      } else {
        form.writeRest(value, out);
      }
    }
  }

  /// The object, with what is kept inside.
  void write(JsonIndex json, int object, JsonOutput out) {
    out.put('{');
    int start = out.length();
    List<Kept> kept = members(json, object, out);
    if (!kept.isEmpty()) {
      out.put(out.length() == start ? "" : ",");
      keep(kept, out);
    }
    out.put('}');
  }

  /// The members alone, without braces.
  ///
  /// @return what is to be kept
  List<Kept> members(JsonIndex json, int object, JsonOutput out) {
    List<Kept> kept = new ArrayList<>();
    int written = 0;
    for (int member = json.first(object); member != NONE; member = json.next(member)) {
      NativeForm.Value value = new NativeForm.Value(json, object, member);
      boolean isSaid = false;
      for (Rule rule : rules.getOrDefault(json.name(member), List.of())) {
        if (rule.form.fits(value)) {
          out.put(written++ == 0 ? "" : ",").string(rule.name).put(':');
          rule.form.write(value, out);
          isSaid = true;
          if (rule.form.hasRest(value)) {
            kept.add(new Kept(value, rule.form));
          }
        }
      }
      if (!isSaid) {
        kept.add(new Kept(value, null));
      }
    }
    return kept;
  }

  /// The member `native`, of these.
  static void keep(List<Kept> kept, JsonOutput out) {
    out.string(KEPT).put(":{");
    for (int i = 0; i < kept.size(); i++) {
      out.put(i == 0 ? "" : ",");
      kept.get(i).write(out);
    }
    out.put('}');
  }
}
