package io.hydrant.pages;

import io.hydrant.alert.Alert;
import io.hydrant.alert.Alerts;
import io.hydrant.console.Connections;
import io.hydrant.console.Figures;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages of the console. What a page needs is read when it is asked for, on a virtual thread of
/// its own; nothing of it is kept. A page that fails says so and leaves a line in the log.
public final class Pages implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final List<Place> PLACES = List.of(Place.FLOW);

  private final Templates templates = new Templates();
  private final Assets assets = new Assets();
  private final Sources sources;
  private final FlowPage flow;

  /// Where pages read.
  ///
  /// @param version of Hydrant
  /// @param outgoing what is sent for connections since the start, by name
  public record Sources(
      String version,
      Store store,
      Connections connections,
      Alerts alerts,
      Supplier<Map<String, Figures.Outgoing>> outgoing,
      Clock clock) {}

  public Pages(Sources sources) {
    this.sources = sources;
    this.flow =
        new FlowPage(sources.store(), sources.connections(), sources.outgoing(), sources.clock());
  }

  /// What makes a page.
  private interface Page {
    Reply get() throws IOException;
  }

  @Override
  public void handle(Exchange exchange) {
    String path = exchange.path();
    Reply asset = assets.at(path);
    Page page = page(path);
    if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
    } else if (asset != null) {
      exchange.answer(asset);
    } else if (page != null) {
      Thread.ofVirtual().name("page").start(() -> exchange.answer(made(exchange.id(), page)));
    } else {
      exchange.answer(message(404, "There is no such page", "Go to Flow, which leads to all."));
    }
  }

  private @Nullable Page page(String path) {
    return switch (path) {
      case "/" -> () -> templates.page(200, "flow", parameters(Place.FLOW, flow.views()));
      default -> null;
    };
  }

  private Map<String, Object> parameters(Place place, Object view) {
    return Map.of("frame", frame(place), "view", view);
  }

  private Frame frame(Place place) {
    long now = sources.clock().millis();
    int open = (int) sources.alerts().ranked().stream().filter(Pages::wantsAPerson).count();
    return new Frame(place, PLACES, sources.version(), open, sources.store().trouble(), now);
  }

  private static boolean wantsAPerson(Alert alert) {
    return alert.isOpen() && !alert.isAcknowledged();
  }

  private Reply made(String id, Page page) {
    try {
      return page.get();
    } catch (IOException e) {
      return message(503, "The store cannot be read", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("page {} failed", id, e);
      return message(500, "Hydrant failed", "Its log has this request's id: " + id + ".");
    }
  }

  private Reply message(int status, String title, String text) {
    return templates.page(
        status, "message", Map.of("frame", frame(Place.FLOW), "title", title, "text", text));
  }
}
