package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list of identities, by the names under which they are sent.
record IdentityTypes() implements Shape<Set<IdentityType>> {
  private static final String WORDS = "an identity like Email or MPID";

  @Override
  public @Nullable Set<IdentityType> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    Set<IdentityType> types = EnumSet.noneOf(IdentityType.class);
    boolean whole = true;
    for (Value item : items) {
      IdentityType type = one(item);
      whole &= type != null;
      if (type != null) {
        types.add(type);
      }
    }
    return whole ? types : null;
  }

  static @Nullable IdentityType one(Value item) {
    Scalar scalar = item.text(WORDS);
    return scalar == null ? null : named(item, scalar.text(), scalar.shown());
  }

  /// The identity of this name; null after saying at `place` that there is none.
  static @Nullable IdentityType named(Value place, String name, String shown) {
    IdentityType type = IdentityType.ofOutput(name);
    return type != null
        ? type
        : place.refuse("expected " + WORDS + ", got " + shown + Nearest.question(name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(IdentityType.values()).map(IdentityType::output).toList();
  }

  @Override
  public String words() {
    return "a list of identities like Email or MPID";
  }
}
