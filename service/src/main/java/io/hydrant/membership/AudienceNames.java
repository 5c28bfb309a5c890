package io.hydrant.membership;

import io.hydrant.collect.Faults;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.model.ByValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a `PUT` calls an audience.
///
/// @param name null when the body is refused
/// @param externalName null when there is none
/// @param errors what is wrong with the body
record AudienceNames(@Nullable String name, @Nullable String externalName, List<String> errors) {
  /// UTF-16 units, as of every other limit of characters.
  static final int CHARACTERS_MAX = 100;

  static AudienceNames of(JsonIndex json) {
    if (!json.is(0, Kind.OBJECT)) {
      return new AudienceNames(null, null, List.of("The body must be a JSON object."));
    }
    Faults faults = new Faults();
    String name = null;
    String external = null;
    for (int member = json.first(0); member != JsonIndex.NONE; member = json.next(member)) {
      String key = json.name(member);
      switch (key) {
        case "name" -> name = text(json, member, key, faults);
        case "externalName" -> external = text(json, member, key, faults);
        default ->
            faults.add(Faults.shown(key), "is no key here; there are name and externalName.");
      }
    }
    if (name == null && faults.areNone()) {
      faults.add("name", "is missing or empty.");
    }
    return faults.areNone()
        ? new AudienceNames(name, external, List.of())
        : new AudienceNames(null, null, faults.messages());
  }

  private static @Nullable String text(JsonIndex json, int node, String key, Faults faults) {
    if (!ByValue.isThere(json, node)) {
      return null;
    }
    if (!json.is(node, Kind.STRING)) {
      faults.add(key, "must be a string.");
      return null;
    }
    String text = json.string(node);
    if (text.length() > CHARACTERS_MAX) {
      faults.add(key, "is longer than " + CHARACTERS_MAX + " characters.");
    }
    return text;
  }
}
