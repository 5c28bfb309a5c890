package io.hydrant.pages;

import io.hydrant.alert.Alerts;
import io.hydrant.console.AudienceSights;
import io.hydrant.console.AuditLog;
import io.hydrant.console.Connections;
import io.hydrant.console.DeadPages;
import io.hydrant.console.Figures;
import io.hydrant.console.Query;
import io.hydrant.console.Request;
import io.hydrant.console.SignIn;
import io.hydrant.console.Visitors;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.live.Feed;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Delivery;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages of the console. What a page needs is read when it is asked for, on a virtual thread of
/// its own; nothing of it is kept. A page that fails says so and leaves a line in the log.
///
/// Whoever can open a page may look; to do something, or to see what a dead letter carries, one is
/// signed in as somebody who may. All that is done goes through [Forms].
public final class Pages implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final List<String> FILTERS =
      List.of("connection", "state", "type", "device", "user", "request");
  private static final Set<String> ASKED =
      Set.of(
          "audience",
          "before",
          "connection",
          "error",
          "from",
          "id",
          "then",
          "state",
          "type",
          "device",
          "user",
          "request");

  private final Assets assets = new Assets();
  private final Sources sources;
  private final Rendering rendering;
  private final Visitors visitors;
  private final Forms forms;
  private final FlowPage flow;
  private final AlertsPage alerts;
  private final ConnectionsPage connections;
  private final DeadPage dead;
  private final PreviewForm preview;

  /// Where pages read, and whom they give orders.
  ///
  /// @param version of Hydrant
  /// @param configuration that runs now
  /// @param outgoing what is sent for connections since the start, by name
  /// @param orders takes what is ordered about dead letters
  /// @param feed of what passes
  /// @param check asks AWS about a stream and, if told to, puts a record on it
  /// @param visitors who somebody is
  /// @param audit where what is done is written first
  public record Sources(
      String version,
      Store store,
      Supplier<Configuration> configuration,
      Connections connections,
      Alerts alerts,
      Supplier<Map<String, Figures.Outgoing>> outgoing,
      DeadPages orders,
      BiFunction<Delivery, Boolean, List<Finding>> check,
      Feed feed,
      Visitors visitors,
      AuditLog audit) {}

  public Pages(Sources sources, Clock clock) {
    this.sources = sources;
    this.rendering = new Rendering(sources.version(), sources.store(), sources.alerts(), clock);
    this.visitors = sources.visitors();
    this.flow = new FlowPage(sources.store(), sources.connections(), sources.outgoing(), clock);
    this.alerts = new AlertsPage(sources.alerts(), clock);
    this.connections =
        new ConnectionsPage(sources.store(), sources.connections(), sources.configuration());
    this.dead = new DeadPage(sources.store(), sources.orders());
    this.preview = new PreviewForm(sources.configuration(), clock);
    this.forms = new Forms(sources, rendering, dead, connections);
  }

  /// What makes a page.
  private interface Page {
    Reply get(Query asked, @Nullable SignIn signIn) throws IOException, Query.Wrong;
  }

  @Override
  public void handle(Exchange exchange) {
    String path = exchange.path();
    Reply asset = assets.at(path);
    Page page = page(path);
    if (exchange.method().equals("POST") && Forms.takes(path)) {
      forms.read(exchange, answer -> start(exchange, answer));
    } else if (exchange.method().equals("POST") && path.equals(PreviewForm.PATH)) {
      preview(exchange);
    } else if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
    } else if (asset != null) {
      exchange.answer(asset);
    } else {
      SignIn signIn = visitors.signIn(exchange);
      String query = exchange.query();
      start(exchange, () -> page == null ? none(signIn) : page.get(asked(query), signIn));
    }
  }

  private void preview(Exchange exchange) {
    SignIn signIn = visitors.signIn(exchange);
    String whyNot = Forms.whyNot(exchange);
    if (whyNot != null) {
      exchange.answer(rendering.message(403, "That is not done", whyNot, signIn));
      return;
    }
    preview.read(
        exchange,
        view -> rendering.page(Place.PREVIEW, "preview", view, signIn),
        answer -> start(exchange, answer));
  }

  /// What answers, and may block.
  interface Answer {
    Reply get() throws IOException, Query.Wrong;
  }

  private void start(Exchange exchange, Answer answer) {
    String id = exchange.id();
    Thread.ofVirtual().name("page").start(() -> exchange.answer(made(id, answer)));
  }

  private Reply made(String id, Answer answer) {
    try {
      return answer.get();
    } catch (Query.Wrong e) {
      return rendering.message(400, "That cannot be", String.valueOf(e.getMessage()), null);
    } catch (IOException e) {
      return rendering.message(
          503, "The store cannot be read", String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      LOG.error("page {} failed", id, e);
      String where = "Its log has this request's id: " + id + ".";
      return rendering.message(500, "Hydrant failed", where, null);
    }
  }

  private static Query asked(@Nullable String query) throws Query.Wrong {
    return Query.ofQuery(query, ASKED);
  }

  private @Nullable Page page(String path) {
    return switch (path) {
      case "/" -> (_, signIn) -> rendering.page(Place.FLOW, "flow", flow.overview(), signIn);
      case "/live" -> (asked, signIn) -> rendering.page(Place.LIVE, "live", live(asked), signIn);
      case "/alerts" ->
          (_, signIn) -> rendering.page(Place.ALERTS, "alerts", alerts.views(), signIn);
      case "/connections" ->
          (_, signIn) ->
              rendering.page(Place.CONNECTIONS, "connections", connections.views(), signIn);
      case PreviewForm.PATH ->
          (asked, signIn) ->
              rendering.page(
                  Place.PREVIEW, "preview", preview.empty(asked.text("connection")), signIn);
      case "/dead" -> this::dead;
      case "/dead/works" -> (_, signIn) -> rendering.page(Place.DEAD, "dead", dead.works(), signIn);
      case "/dead/letter" -> this::letter;
      case "/request" -> this::request;
      case "/audiences" -> this::audiences;
      case "/audiences/change" -> this::change;
      case "/sign-in" ->
          (asked, _) ->
              rendering.signIn(200, Forms.then(asked), "", visitors.signIns().areByName());
      default -> null;
    };
  }

  private LiveView live(Query asked) {
    Map<String, String> filters = new HashMap<>();
    for (String filter : FILTERS) {
      String value = asked.text(filter);
      if (value != null && !value.isBlank()) {
        filters.put(filter, value.strip());
      }
    }
    List<String> names =
        sources.configuration().get().connections().stream().map(Connection::name).toList();
    return new LiveView(names, filters);
  }

  private Reply dead(Query asked, @Nullable SignIn signIn) throws IOException {
    DeadView view = dead.view(asked.text("connection"), asked.text("error"), asked.text("from"));
    return view == null
        ? rendering.message(404, "There is no connection of this name", "", signIn)
        : rendering.page(Place.DEAD, "dead", view, signIn);
  }

  private Reply request(Query asked, @Nullable SignIn signIn) throws IOException {
    String id = asked.text("id") == null ? "" : asked.text("id").strip();
    RequestView view = new RequestView(id, Request.find(id, sources.store()));
    return rendering.page(Place.DEAD, "request", view, signIn);
  }

  private Reply letter(Query asked, @Nullable SignIn signIn) throws IOException {
    LetterView view = dead.letter(asked.text("id"), false);
    return view == null
        ? Forms.noLetter(rendering, signIn)
        : rendering.page(Place.DEAD, "letter", view, signIn);
  }

  private Reply audiences(Query asked, @Nullable SignIn signIn) throws IOException, Query.Wrong {
    AudienceSights sights = new AudienceSights(sources.store());
    AudienceSights.Seen seen = sights.see(sights.wanted(asked), AudiencesView.CHANGES_MAX);
    return rendering.page(Place.AUDIENCES, "audiences", AudiencesView.of(seen, asked), signIn);
  }

  private Reply change(Query asked, @Nullable SignIn signIn) throws IOException {
    AudienceSights.Change change = new AudienceSights(sources.store()).change(asked.text("id"));
    return change == null
        ? Forms.noChange(rendering, signIn)
        : rendering.page(Place.AUDIENCES, "change", new ChangeView(change, null), signIn);
  }

  private Reply none(@Nullable SignIn signIn) {
    return rendering.message(
        404, "There is no such page", "Go to Flow, which leads to all.", signIn);
  }
}
