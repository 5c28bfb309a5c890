package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who is being forgotten, and whether anything of them is sent after that is done.
final class ErasureJudge {
  private final Map<String, Set<String>> underWay = new HashMap<>();
  private final Set<String> mayBeMissing = new HashSet<>();
  private final Set<String> gone = new HashSet<>();
  private final boolean isOn;
  private int done;

  /// @param isOn whether people are forgotten in this world
  ErasureJudge(boolean isOn) {
    this.isOn = isOn;
  }

  /// Whether people are forgotten in this world.
  boolean isOn() {
    return isOn;
  }

  /// Somebody is to be forgotten who has these events, certainly kept or not.
  void ordered(Collection<String> events) {
    mayBeMissing.addAll(events);
  }

  /// The order is durable.
  ///
  /// @param id of the erasure
  /// @param kept events of which it was known, when it was ordered, that they are kept
  void begun(String id, Set<String> kept) {
    underWay.put(id, kept);
  }

  /// The erasures that are not done yet, as far as was heard.
  Set<String> underWay() {
    return Set.copyOf(underWay.keySet());
  }

  /// An erasure is done.
  void done(String id) {
    Set<String> kept = underWay.remove(id);
    if (kept != null) {
      done++;
      gone.addAll(kept);
    }
  }

  /// A document leaves.
  void offered(Collection<String> events) {
    assertThat(events).as("sent after it was erased").noneMatch(gone::contains);
  }

  /// Whether an event may be missing because its user was forgotten.
  boolean mayBeMissing(String event) {
    return mayBeMissing.contains(event);
  }

  /// How many were forgotten.
  int done() {
    return done;
  }
}
