package io.hydrant.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes a case that fails as small as it can be by leaving out one thing after the other: batches,
/// settings, members, elements.
final class Shrinker {
  private final Predicate<Case> fails;

  Shrinker(Predicate<Case> fails) {
    this.fails = fails;
  }

  /// A case that still fails, of which nothing can be left out.
  Case shrink(Case failing) {
    Case best = failing;
    for (int i = 0; i < smaller(best).size(); ) {
      Case candidate = smaller(best).get(i);
      if (fails.test(candidate)) {
        best = candidate;
        i = 0;
      } else {
        i++;
      }
    }
    return best;
  }

  private static List<Case> smaller(Case from) {
    List<Case> all = new ArrayList<>();
    for (int i = 0; i < from.batches().size(); i++) {
      List<Case.Sent> batches = new ArrayList<>(from.batches());
      batches.remove(i);
      all.add(new Case(from.settings(), batches, from.seed()));
    }
    for (Object settings : without(from.settings())) {
      all.add(new Case(Tree.copyOf((Map<?, ?>) settings), from.batches(), from.seed()));
    }
    for (int i = 0; i < from.batches().size(); i++) {
      Case.Sent sent = from.batches().get(i);
      for (Object batch : without(sent.batch())) {
        List<Case.Sent> batches = new ArrayList<>(from.batches());
        Map<String, @Nullable Object> members = Tree.copyOf((Map<?, ?>) batch);
        batches.set(i, new Case.Sent(members, sent.at(), sent.historical()));
        all.add(new Case(from.settings(), batches, from.seed()));
      }
    }
    return all;
  }

  /// A value without one of its members or elements, however deep, in every way; the most first.
  private static List<Object> without(@Nullable Object value) {
    List<Object> all = new ArrayList<>();
    switch (value) {
      case Map<?, ?> object -> {
        for (Object name : object.keySet()) {
          Map<Object, @Nullable Object> less = new LinkedHashMap<>(object);
          less.remove(name);
          all.add(less);
        }
        for (Map.Entry<?, ?> member : object.entrySet()) {
          for (Object smaller : without(member.getValue())) {
            Map<Object, @Nullable Object> less = new LinkedHashMap<>(object);
            less.put(member.getKey(), smaller);
            all.add(less);
          }
        }
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          List<@Nullable Object> less = new ArrayList<>(list);
          less.remove(i);
          all.add(less);
        }
        for (int i = 0; i < list.size(); i++) {
          for (Object smaller : without(list.get(i))) {
            List<@Nullable Object> less = new ArrayList<>(list);
            less.set(i, smaller);
            all.add(less);
          }
        }
      }
      case null, default -> {}
    }
    return all;
  }
}
