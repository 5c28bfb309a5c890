package io.hydrant.canary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// All that a service let out, by where, and what of it should not have been. Safe for many
/// threads.
final class Scan {
  private final List<Found> all = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, List<String>> forms = new LinkedHashMap<>();

  /// Something that was let out.
  private record Found(String where, String text) {}

  Scan() {
    Arrays.stream(Marker.values()).forEach(marker -> forms.put(marker.toString(), marker.forms()));
  }

  /// One that the service made itself.
  void alsoFor(String name, String text) {
    forms.put(name, List.of(text.toLowerCase(Locale.ROOT)));
  }

  void add(String where, String text) {
    all.add(new Found(where, text));
  }

  /// How much there is of a place.
  long count(String where) {
    return List.copyOf(all).stream().filter(each -> each.where().startsWith(where)).count();
  }

  /// What stands where it should not, and the line.
  Set<String> hits() {
    Set<String> hits = new LinkedHashSet<>();
    for (Found found : List.copyOf(all)) {
      String text = found.text().toLowerCase(Locale.ROOT);
      forms.forEach((marker, its) ->
          its.stream()
              .filter(text::contains)
              .findFirst()
              .ifPresent(
                  form -> hits.add(marker + " in " + found.where() + ": " + around(text, form))));
    }
    return hits;
  }

  private static String around(String text, String form) {
    int at = text.indexOf(form);
    int margin = 60;
    return text.substring(
        Math.max(0, at - margin), Math.min(text.length(), at + form.length() + margin));
  }
}
