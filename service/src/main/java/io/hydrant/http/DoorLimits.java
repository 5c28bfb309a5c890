package io.hydrant.http;

import java.time.Duration;

/// What a door puts up with from those who knock.
///
/// @param connectionsMax open at once; further ones are closed before a byte is read
/// @param bodyBytesMax bytes of bodies held over all connections, as sent and as decoded
/// @param headWithin the first request line and headers of a connection must be there by then; so
///   must those after an error
/// @param bodyWithin a body must be there by then, counted from its headers
/// @param answerWithin an answer is given by then, and a client has read it by then
/// @param idleFor a connection is kept open so long for a next request, partial headers included
public record DoorLimits(
    int connectionsMax,
    long bodyBytesMax,
    Duration headWithin,
    Duration bodyWithin,
    Duration answerWithin,
    Duration idleFor) {

  /// More than 10,000 idle phones beside 1,000 busy ones; an idle one costs about 14 KB.
  private static final int COLLECTOR_CONNECTIONS_MAX = 12_000;

  /// People and scrapers are few.
  private static final int CONSOLE_CONNECTIONS_MAX = 256;

  /// The share of the heap that bodies may take: the rest is for what is made of them.
  private static final int HEAP_SHARE = 4;

  private static final Duration HEAD_WITHIN = Duration.ofSeconds(10);

  /// 256 KiB within it is 9 KB/s: a phone on a bad line manages, an attacker holds little.
  private static final Duration BODY_WITHIN = Duration.ofSeconds(30);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /// Longer than the 60 s after which common load balancers drop a connection they keep: the one
  /// who closes first must be they, or a request is lost on its way.
  private static final Duration IDLE_FOR = Duration.ofSeconds(75);

  public DoorLimits {
    if (connectionsMax < 1 || bodyBytesMax < 1) {
      throw new IllegalArgumentException(
          "connectionsMax: " + connectionsMax + ", bodyBytesMax: " + bodyBytesMax);
    }
  }

  /// Of the collector.
  public static DoorLimits collector() {
    return standard(COLLECTOR_CONNECTIONS_MAX);
  }

  /// Of the console.
  public static DoorLimits console() {
    return standard(CONSOLE_CONNECTIONS_MAX);
  }

  private static DoorLimits standard(int connectionsMax) {
    long bodyBytesMax = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    return new DoorLimits(
        connectionsMax, bodyBytesMax, HEAD_WITHIN, BODY_WITHIN, ANSWER_WITHIN, IDLE_FOR);
  }
}
