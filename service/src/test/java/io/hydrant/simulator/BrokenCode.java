package io.hydrant.simulator;

import io.hydrant.encode.BreakingEncoder;
import io.hydrant.encode.Encoder;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bug of our own encoder: it throws at some events, the same ones in every life of the process,
/// until somebody mends it.
final class BrokenCode {
  private static final Pattern NAME = Pattern.compile("\"event_name\":\"x([0-9]+)\"");
  private static final int ONE_IN = 25;

  private boolean isMended;

  /// @param isMended from the beginning: there is no bug
  BrokenCode(boolean isMended) {
    this.isMended = isMended;
  }

  void mend() {
    isMended = true;
  }

  boolean isMended() {
    return isMended;
  }

  Encoder encoder(UUID storeId, int connection, int recordBytesMax) {
    return isMended
        ? new Encoder(storeId, connection, recordBytesMax)
        : new BreakingEncoder(
            storeId, connection, recordBytesMax, text -> !isMended && isHit(text));
  }

  /// Whether it throws at one of the events in a text.
  static boolean isHit(String text) {
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      if (isHit(Integer.parseInt(names.group(1)))) {
        return true;
      }
    }
    return false;
  }

  /// Whether it throws at each of them.
  static boolean isOnlyHit(String text) {
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      if (!isHit(Integer.parseInt(names.group(1)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHit(int event) {
    return event % ONE_IN == 7;
  }
}
