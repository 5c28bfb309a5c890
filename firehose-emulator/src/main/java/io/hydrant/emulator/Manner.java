package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How an answer is written, beside what it says.
///
/// @param added headers beside the usual, one of the same name included
/// @param without names of usual headers that are left out
/// @param closes whether the connection ends with it
/// @param bytesPerSecond how fast its body is written, 0 for at once
/// @param cutOff whether the connection ends in the middle of its body
record Manner(
    List<Misfortune.Header> added,
    Set<String> without,
    boolean closes,
    long bytesPerSecond,
    boolean cutOff) {
  static final Manner USUAL = new Manner(List.of(), Set.of(), false, 0, false);
  static final Manner CUT_OFF = new Manner(List.of(), Set.of(), true, 0, true);

  Manner {
    added = List.copyOf(added);
    Set<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.addAll(without);
    without = anyCase;
  }

  boolean leavesOut(String header) {
    return without.contains(header);
  }

  static Manner closing() {
    return new Manner(List.of(), Set.of(), true, 0, false);
  }

  static Manner slow(long bytesPerSecond) {
    return new Manner(List.of(), Set.of(), false, bytesPerSecond, false);
  }

  static Manner headers(List<Misfortune.Header> added, Set<String> without) {
    return new Manner(added, without, false, 0, false);
  }

  /// This manner and another's headers.
  Manner and(Manner other) {
    List<Misfortune.Header> all = new ArrayList<>(added);
    all.addAll(other.added);
    Set<String> none = new TreeSet<>(without);
    none.addAll(other.without);
    return new Manner(
        all,
        none,
        closes || other.closes,
        Math.max(bytesPerSecond, other.bytesPerSecond),
        cutOff || other.cutOff);
  }
}
