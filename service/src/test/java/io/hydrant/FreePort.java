package io.hydrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Random;

/// A port for a process that is started later, or again: nobody listens at it now, and it is of
/// those that no system gives to who asks for any, so nobody else gets it meanwhile.
public final class FreePort {
  private static final int MIN = 10_000;
  private static final int END = 32_768;
  private static final Random PORTS = new Random();

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = PORTS.nextInt(MIN, END);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // Somebody listens there: the next may be free.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
