package io.hydrant.firehose;

import java.time.Duration;

/// How patient the client is, and how many sockets it may hold.
///
/// @param connectTimeout for a TCP connection, and for each step of its TLS handshake
/// @param readTimeout between two bytes of an answer
/// @param callTimeout for a whole call, from [Firehose#put] to its answer; waiting for a socket and
///   finding credentials are part of it
/// @param connectionsMax sockets to all endpoints together; a call beyond waits for one
public record FirehoseOptions(
    Duration connectTimeout, Duration readTimeout, Duration callTimeout, int connectionsMax) {

  /// The AWS SDK's own figures where it has some. It has no bound for a whole call, and PutRecord's
  /// reference asks to "allow for a longer time out": a call given up may have been taken.
  public static final FirehoseOptions STANDARD =
      new FirehoseOptions(
          Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(30), 128);

  /// A socket that rested longer is not used again: the service may be closing it this moment, and
  /// a call that meets that is one of unknown fate.
  static final Duration SOCKET_IDLE_MAX = Duration.ofSeconds(20);

  public FirehoseOptions {
    boolean ordered =
        connectTimeout.isPositive()
            && readTimeout.isPositive()
            && callTimeout.compareTo(connectTimeout) >= 0;
    if (!ordered || connectionsMax < 1) {
      throw new IllegalArgumentException(
          "connect %s, read %s, call %s, %d connections"
              .formatted(connectTimeout, readTimeout, callTimeout, connectionsMax));
    }
  }
}
