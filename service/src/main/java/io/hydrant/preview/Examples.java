package io.hydrant.preview;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Finds the members of a message that are not of the batch: those that differ when the same comes
/// at another time to another store.
final class Examples {
  private final JsonIndex one;
  private final JsonIndex other;
  private final StringBuilder path = new StringBuilder();
  private final List<String> paths = new ArrayList<>();

  private Examples(JsonIndex one, JsonIndex other) {
    this.one = one;
    this.other = other;
  }

  /// Paths in `message`, in its order.
  ///
  /// @param twin the same message, of another store and time
  static List<String> of(Bytes message, Bytes twin) {
    Examples examples = new Examples(index(message), index(twin));
    examples.compare(0, 0);
    return examples.paths;
  }

  /// The index of a message.
  static JsonIndex index(Bytes message) {
    try {
      return JsonIndex.of(message.array(), message.offset(), message.length());
    } catch (InvalidJsonException e) {
      throw new IllegalStateException("a message that is no JSON", e);
    }
  }

  private void compare(int here, int there) {
    int mine = one.first(here);
    if (mine == JsonIndex.NONE) {
      if (!one.raw(here).equals(other.raw(there))) {
        paths.add(path.toString());
      }
      return;
    }
    int its = other.first(there);
    for (int place = 0; mine != JsonIndex.NONE && its != JsonIndex.NONE; place++) {
      int length = path.length();
      JsonPaths.step(path, one, mine, place);
      compare(mine, its);
      path.setLength(length);
      mine = one.next(mine);
      its = other.next(its);
    }
  }
}
