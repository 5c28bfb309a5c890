package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonNames;
import java.util.Arrays;

/// The members of one object that rules name, found in one walk over it. Used again for the next
/// object; not safe for many threads.
final class Members {
  private final JsonNames names;
  private final int[] byNumber;
  private final int[] inOrder;
  private int known;
  private int all;

  /// @param names of the constants of an enum, see [Names]
  Members(JsonNames names, int count) {
    this.names = names;
    this.byNumber = new int[count];
    this.inOrder = new int[count];
  }

  /// Looks at an object; at none when `object` is no object.
  void read(JsonIndex json, int object) {
    Arrays.fill(byNumber, JsonIndex.NONE);
    known = 0;
    all = 0;
    if (!json.is(object, JsonIndex.Kind.OBJECT)) {
      return;
    }
    for (int member = json.first(object); member != JsonIndex.NONE; member = json.next(member)) {
      all++;
      int number = names.ofName(json, member);
      if (number != JsonNames.UNKNOWN) {
        byNumber[number] = member;
        inOrder[known++] = number;
      }
    }
  }

  /// The member's value; [JsonIndex#NONE] when it is not there.
  int get(Enum<?> member) {
    return byNumber[Names.number(member)];
  }

  /// The member's value; [JsonIndex#NONE] also when it is null.
  int value(JsonIndex json, Enum<?> member) {
    int node = get(member);
    return json.is(node, JsonIndex.Kind.NULL) ? JsonIndex.NONE : node;
  }

  /// How many members the object has.
  int all() {
    return all;
  }

  /// How many of them rules name.
  int known() {
    return known;
  }

  /// The number of the `index`th of those, in the order of the text.
  int known(int index) {
    return inOrder[index];
  }
}
