package io.hydrant.compare;

import org.jspecify.annotations.Nullable;

/// Is told what two streams do not share, while they are compared.
public interface Findings {

  /// An event that only one side has.
  ///
  /// @param isA whether that is the first
  void alone(boolean isA, Entry entry);

  /// A member of an event that both have.
  ///
  /// @param a its value as JSON; null where the side has none
  /// @param b the other side's
  void differs(Entry entry, String member, @Nullable String a, @Nullable String b);
}
