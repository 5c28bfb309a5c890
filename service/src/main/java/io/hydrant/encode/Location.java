package io.hydrant.encode;

import io.hydrant.model.Bytes;
import io.hydrant.model.FragmentParts;

/// The location that stands for a message: that of its first event which has a latitude and a
/// longitude. Selection recorded none unless the settings ask for it.
final class Location {
  private Location() {}

  /// The first of a fragment; empty when there is none.
  static Bytes of(FragmentParts parts) {
    for (int i = 0; i < parts.events(); i++) {
      Bytes location = of(parts, i);
      if (location.length() > 0) {
        return location;
      }
    }
    return Bytes.EMPTY;
  }

  /// That of one event; empty when it has none.
  static Bytes of(FragmentParts parts, int event) {
    int start = parts.locationStart(event);
    return start == FragmentParts.NONE
        ? Bytes.EMPTY
        : Bytes.of(parts.array(), start, parts.locationEnd(event) - start);
  }
}
