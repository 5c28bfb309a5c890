package io.hydrant.cli;

import io.hydrant.http.Door;
import io.hydrant.http.DoorLimits;
import io.hydrant.http.Doors;
import io.hydrant.http.Entrance;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A page of another origin than the collector's, with the browser SDK as it is published, which
/// sends to the collector.
final class WebDemo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Doors doors;
  private final Door door;

  private WebDemo(Doors doors, Door door) {
    this.doors = doors;
    this.door = door;
  }

  /// Opens it at a free port of this machine.
  ///
  /// @param script the SDK
  /// @param collectorPort where it sends to
  static WebDemo open(byte[] script, int collectorPort, Clock clock) throws IOException {
    Reply page = Reply.text(200, "text/html; charset=utf-8", page(collectorPort));
    Reply sdk = new Reply(200, List.of(), "text/javascript; charset=utf-8", Bytes.of(script));
    Doors doors = Doors.start(clock, Chance.secure());
    try {
      Door door =
          doors.open(
              "demo",
              Entrance.plain("127.0.0.1", 0),
              DoorLimits.console(),
              exchange -> answer(exchange, page, sdk));
      return new WebDemo(doors, door);
    } catch (IOException e) {
      doors.close();
      throw e;
    }
  }

  private static void answer(Exchange exchange, Reply page, Reply sdk) {
    exchange.answer(
        switch (exchange.path()) {
          case "/" -> page;
          case "/mparticle.js" -> sdk;
          default -> Reply.error(404, "There is a page at /.");
        });
  }

  private static String page(int collectorPort) throws IOException {
    try (InputStream in = WebDemo.class.getResourceAsStream("web-demo.html")) {
      if (in == null) {
        throw new IOException("web-demo.html is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("$COLLECTOR", "127.0.0.1:" + collectorPort)
          .replace("$KEY", Sample.WEB_KEY);
    }
  }

  /// Where the page is.
  String address() {
    return "http://127.0.0.1:" + door.port() + "/";
  }

  @Override
  public void close() {
    door.close(PATIENCE);
    doors.close();
  }
}
