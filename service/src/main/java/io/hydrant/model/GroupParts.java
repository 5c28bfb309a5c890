package io.hydrant.model;

import java.util.ArrayList;
import java.util.List;

/// Reads a clear group key apart: the connection's number, then each part behind its length.
public final class GroupParts {
  private GroupParts() {}

  /// The parts behind the connection's number: input, channel, age, environment, what names the
  /// device and its id, then the user: `mpid` and its digits, or types and values of identities in
  /// turn.
  ///
  /// @throws IllegalArgumentException when it is no such key
  public static List<Bytes> of(Bytes key) {
    List<Bytes> parts = new ArrayList<>();
    int at = digits(key, 0);
    while (at < key.length()) {
      int colon = digits(key, at + 1);
      if (key.at(at) != ',' || colon == at + 1 || colon >= key.length() || key.at(colon) != ':') {
        throw new IllegalArgumentException("no group key: " + key);
      }
      int end = colon + 1 + Integer.parseInt(key.slice(at + 1, colon).text());
      parts.add(key.slice(colon + 1, end));
      at = end;
    }
    return parts;
  }

  private static int digits(Bytes key, int from) {
    int at = from;
    while (at < key.length() && key.at(at) >= '0' && key.at(at) <= '9') {
      at++;
    }
    return at;
  }
}
