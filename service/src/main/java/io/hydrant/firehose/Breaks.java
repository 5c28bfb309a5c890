package io.hydrant.firehose;

import io.hydrant.http.Outbound;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// What broke a call, in words for a log. Messages of exceptions are not passed on: nobody knows
/// what they repeat.
final class Breaks {
  private Breaks() {}

  static String inWords(IOException e) {
    return switch (e) {
      case Outbound.Refused refused -> "the endpoint is not called: " + refused.getMessage();
      case UnknownHostException _ -> "the name of the endpoint does not resolve";
      case ConnectException _ -> "nobody listens at the endpoint, or it is out of reach";
      case SocketTimeoutException _ -> "the endpoint was silent for too long";
      case SSLException ssl -> "TLS failed: " + ssl.getClass().getSimpleName();
      default -> "the line broke: " + e.getClass().getSimpleName();
    };
  }
}
