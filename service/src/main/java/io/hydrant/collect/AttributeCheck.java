package io.hydrant.collect;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.settings.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// Holds attributes to their limits: too many or too long is a fault, a name that is too long is
/// cut.
///
/// Lengths are UTF-16 units: of a string its decoded text; of anything else its JSON text as it
/// came, so that a limit cannot be passed by wrapping a value. Attributes that are no object pass.
///
/// Source: mParticle's service limits; they cut names of server data to 256.
final class AttributeCheck {
  private final JsonIndex json;
  private final Limits limits;
  private final Faults faults;
  private final Cuts cuts;

  AttributeCheck(JsonIndex json, Limits limits, Faults faults, Cuts cuts) {
    this.json = json;
    this.limits = limits;
    this.faults = faults;
    this.cuts = cuts;
  }

  void nameOfEvent(int name) {
    if (json.is(name, Kind.STRING)) {
      cutName(json.start(name), json.end(name));
    }
  }

  /// The `custom_attributes` of an event.
  void ofEvent(Field field, int object) {
    Limits.Attributes most = limits.attributes();
    each(field, object, most.count(), member -> value(field, member, most.valueCharacters()));
  }

  /// The `user_attributes` of a batch.
  void ofUser(Field field, int object) {
    Limits.UserAttributes most = limits.userAttributes();
    each(
        field,
        object,
        most.count(),
        member -> {
          if (json.is(member, Kind.ARRAY)) {
            list(field, member);
          } else {
            value(field, member, most.valueCharacters());
          }
        });
  }

  private void each(Field field, int object, int countMax, IntConsumer check) {
    if (!json.is(object, Kind.OBJECT)) {
      return;
    }
    boolean cut = false;
    int count = 0;
    for (int member = json.first(object); member != NONE; member = json.next(member)) {
      count++;
      cut |= cutName(json.nameStart(member), json.nameEnd(member));
      check.accept(member);
    }
    if (count > countMax) {
      tooMany(field.path(), count, countMax);
    }
    if (cut) {
      distinct(field, object);
    }
  }

  /// The `deleted_user_attributes` of a batch: names like those it sets, so that a name means the
  /// same in both.
  void deleted(Field field, int names) {
    if (!json.is(names, Kind.ARRAY)) {
      return;
    }
    boolean cut = false;
    for (int name = json.first(names); name != NONE; name = json.next(name)) {
      cut |= json.is(name, Kind.STRING) && cutName(json.start(name), json.end(name));
    }
    if (cut) {
      distinct(field, names);
    }
  }

  private void list(Field field, int list) {
    Limits.UserAttributes most = limits.userAttributes();
    int place = 0;
    for (int entry = json.first(list); entry != NONE; entry = json.next(entry)) {
      if (isLonger(entry, most.listEntryCharacters())) {
        tooLong(path(field, list) + "[" + place + "]", most.listEntryCharacters());
      }
      place++;
    }
    if (place > most.listEntries()) {
      tooMany(path(field, list), place, most.listEntries());
    }
  }

  private void value(Field field, int member, int most) {
    if (isLonger(member, most)) {
      tooLong(path(field, member), most);
    }
  }

  private void tooMany(String path, int count, int most) {
    faults.add(path, "has " + count + " entries; at most " + most + " are allowed.");
  }

  private void tooLong(String path, int most) {
    faults.add(path, "is longer than " + most + " characters.");
  }

  private boolean isLonger(int value, int most) {
    int start = json.start(value);
    int end = json.end(value);
    if (json.is(value, Kind.STRING)) {
      return json.cut(start, end, most) < end - 1;
    }
    return end - start > most && json.raw(value).length() > most;
  }

  /// Notes the end of a name, its quotes at `start` and `end - 1`, that is over the limit.
  private boolean cutName(int start, int end) {
    int cut = json.cut(start, end, limits.nameCharacters());
    if (cut < end - 1) {
      cuts.add(cut, end - 1);
      return true;
    }
    return false;
  }

  /// Refuses cuts that make two different names of an object or a list equal.
  private void distinct(Field field, int names) {
    boolean object = json.is(names, Kind.OBJECT);
    Map<String, String> whole = new HashMap<>();
    for (int node = json.first(names); node != NONE; node = json.next(node)) {
      if (object || json.is(node, Kind.STRING)) {
        String name = object ? json.name(node) : json.string(node);
        String same = whole.putIfAbsent(cut(name), name);
        if (same != null && !same.equals(name)) {
          faults.add(
              field.path() + "." + Faults.shown(name),
              "is the same as another name when cut to "
                  + limits.nameCharacters()
                  + " characters.");
        }
      }
    }
  }

  private String cut(String name) {
    int units = limits.nameCharacters();
    if (name.length() <= units) {
      return name;
    }
    boolean pair =
        Character.isHighSurrogate(name.charAt(units - 1))
            && Character.isLowSurrogate(name.charAt(units));
    return name.substring(0, pair ? units - 1 : units);
  }

  private String path(Field field, int member) {
    return field.path() + "." + Faults.shown(json.name(member));
  }
}
