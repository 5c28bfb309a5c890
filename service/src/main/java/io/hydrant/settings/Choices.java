package io.hydrant.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of some of a few words.
record Choices(Choice each) implements Shape<List<String>> {

  @Override
  public @Nullable List<String> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    List<String> chosen = new ArrayList<>();
    for (Value item : items) {
      String word = each.read(item);
      if (word != null) {
        chosen.add(word);
      }
    }
    return chosen.size() == items.size() ? chosen : null;
  }

  @Override
  public String words() {
    return "a list of " + each.words();
  }
}
