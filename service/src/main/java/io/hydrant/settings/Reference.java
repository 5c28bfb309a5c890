package io.hydrant.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The name of something defined elsewhere in the file.
///
/// @param shown the name as written, for the problem when there is no such thing
/// @param at where it stands
record Reference(String name, String shown, Value at) {

  /// Whether it is one of `known`; when not, that is a problem.
  ///
  /// @param what the known are
  boolean resolves(Collection<String> known, String what) {
    if (known.contains(name)) {
      return true;
    }
    String nearest = Nearest.question(name, known);
    String all = known.isEmpty() ? "; there are none" : "; there are " + String.join(", ", known);
    at.refuse("there is no " + what + " " + shown + (nearest.isEmpty() ? all : nearest));
    return false;
  }

  /// One name.
  record One(Section target) implements Shape<Reference> {

    @Override
    public @Nullable Reference read(Value value) {
      String name = Text.NAME.read(value);
      Scalar scalar = name == null ? null : value.scalar(words());
      return name == null || scalar == null ? null : new Reference(name, scalar.shown(), value);
    }

    @Override
    public String words() {
      return "the name of one of " + target.path().replace("[]", "");
    }
  }

  /// A list of names.
  record Many(Section target) implements Shape<List<Reference>> {

    @Override
    public @Nullable List<Reference> read(Value value) {
      List<Value> items = value.items(words());
      if (items == null) {
        return null;
      }
      List<Reference> references = new ArrayList<>();
      for (Value item : items) {
        Reference reference = new One(target).read(item);
        if (reference != null) {
          references.add(reference);
        }
      }
      return references;
    }

    @Override
    public String words() {
      return "a list of names of " + target.path().replace("[]", "");
    }
  }
}
