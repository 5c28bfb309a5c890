package io.hydrant.pages;

import io.hydrant.alert.AlertType;
import io.hydrant.console.AudienceSights;
import io.hydrant.console.DeadPages;
import io.hydrant.console.Query;
import io.hydrant.console.SignIn;
import io.hydrant.console.SignIns;
import io.hydrant.console.Visitors;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.live.Passed;
import io.hydrant.live.PassedJson;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Connection;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that a person does on the pages: each a form, taken only from who is signed in, with what
/// stood in the form, and never from another site's page. Who does what stands in the [AuditLog]
/// before it is done, and in the log `io.hydrant.audit`, without content.
final class Forms {
  private static final Logger AUDIT = LoggerFactory.getLogger("io.hydrant.audit");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int BODY_BYTES_MAX = 4 * 1024;
  private static final String NOT_THE_TOKEN = "That is not the token.";
  private static final String SIGN_IN = "/sign-in";
  private static final String SIGN_OUT = "/sign-out";
  private static final Set<String> PATHS =
      Set.of(
          SIGN_IN,
          SIGN_OUT,
          "/alerts/acknowledge",
          "/alerts/mute",
          "/audiences/reveal",
          "/connections/pause",
          "/connections/resume",
          "/connections/test",
          "/dead/replay",
          "/dead/discard",
          "/dead/reveal",
          "/live/reveal");
  private static final Set<String> FIELDS =
      Set.of(
          "csrf",
          "token",
          "name",
          "password",
          "everywhere",
          "then",
          "connection",
          "type",
          "minutes",
          "error",
          "confirm",
          "put",
          "id",
          "user");

  /// Those that say what is meant.
  private static final Set<String> SUBJECTS =
      Set.of("connection", "type", "minutes", "error", "id", "everywhere", "put", "user");

  private final Pages.Sources sources;
  private final Rendering rendering;
  private final Visitors visitors;
  private final DeadPage dead;
  private final ConnectionsPage connections;

  Forms(Pages.Sources sources, Rendering rendering, DeadPage dead, ConnectionsPage connections) {
    this.sources = sources;
    this.rendering = rendering;
    this.visitors = sources.visitors();
    this.dead = dead;
    this.connections = connections;
  }

  static boolean takes(String path) {
    return PATHS.contains(path);
  }

  /// Where a sign-in leads: to one of our own pages, whatever is asked.
  static String then(Query asked) {
    String then = asked.text("then");
    return then != null && then.matches("/(?:[A-Za-z][A-Za-z0-9/?&=%._~+-]*)?") ? then : "/";
  }

  static Reply noLetter(Rendering rendering, @Nullable SignIn signIn) {
    return rendering.message(
        404, "There is no such dead letter", "It may have been replayed or discarded.", signIn);
  }

  static Reply noChange(Rendering rendering, @Nullable SignIn signIn) {
    return rendering.message(
        404,
        "There is no such change",
        "It is not in memory any more, or its user was forgotten.",
        signIn);
  }

  /// Reads a form, on the event loop, and hands on what obeys it.
  void read(Exchange exchange, Consumer<Pages.Answer> then) {
    String path = exchange.path();
    String whyNot = whyNot(exchange);
    if (whyNot != null) {
      exchange.answer(refused(whyNot));
    } else {
      String reference = visitors.reference(exchange);
      SignIn signIn = visitors.signIn(exchange);
      From from = new From(exchange.client(), exchange.isSecure());
      String id = exchange.id();
      exchange.read(
          BODY_BYTES_MAX,
          body ->
              then.accept(() -> taken(new Sent(path, id, reference, signIn, from, form(body)))));
    }
  }

  /// Why a request is no form of these pages; null when it may be one.
  static @Nullable String whyNot(Exchange exchange) {
    if (Visitors.isFromElsewhere(exchange)) {
      return "It came from another site's page.";
    }
    String type = exchange.header("Content-Type");
    boolean isForm = type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
    return isForm ? null : "A form is needed: " + FORM + ".";
  }

  private static Query form(Bytes body) throws Query.Wrong {
    return Query.ofQuery(new String(body.toArray(), StandardCharsets.UTF_8), FIELDS);
  }

  /// Whence a form came.
  private record From(String client, boolean isSecure) {}

  /// A form as it came.
  private record Sent(
      String path,
      String id,
      @Nullable String reference,
      @Nullable SignIn signIn,
      From from,
      Query fields) {
    String field(String name) throws Query.Wrong {
      String value = fields.text(name);
      if (value == null) {
        throw new Query.Wrong(name + ": is missing from the form.");
      }
      return value;
    }
  }

  private Reply taken(Sent sent) throws IOException, Query.Wrong {
    if (sent.path().equals(SIGN_IN)) {
      return signIn(sent);
    }
    SignIn signIn = sent.signIn();
    if (signIn == null || sent.reference() == null) {
      return asked(401, "/", "Sign in to do this.");
    }
    if (!isSame(signIn.csrf(), sent.field("csrf"))) {
      return refused("The form is not one of this sign-in: load its page again.");
    }
    if (sent.path().equals(SIGN_OUT)) {
      return signedOut(sent, signIn, sent.reference());
    }
    if (!signIn.isOperator()) {
      return refused("A viewer looks; to act, sign in as an operator.");
    }
    return isWritten(signIn.who(), sent)
        ? obeyed(sent, signIn)
        : rendering.message(
            503, "That is not done", "It cannot be written into the audit log.", signIn);
  }

  private boolean isWritten(String who, Sent sent) {
    Map<String, String> what = new TreeMap<>(sent.fields().values());
    what.keySet().retainAll(SUBJECTS);
    try {
      sources.audit().record(who, sent.path(), what.toString(), sent.id());
      return true;
    } catch (IOException e) {
      AUDIT.error("the audit log cannot be written: {}", e.getMessage());
      return false;
    }
  }

  private Reply signedOut(Sent sent, SignIn signIn, String reference) {
    if (sent.fields().text("everywhere") == null) {
      visitors.signIns().close(reference);
    } else {
      visitors.signIns().closeAll(signIn.who());
    }
    AUDIT.info("{} signed out ({})", signIn.who(), sent.id());
    isWritten(signIn.who(), sent);
    return Visitors.forgetting(Rendering.to("/"), sent.from().isSecure());
  }

  private Reply asked(int status, String then, String wrong) {
    return rendering.signIn(status, then, wrong, visitors.signIns().areByName());
  }

  private Reply obeyed(Sent sent, SignIn signIn) throws IOException, Query.Wrong {
    return switch (sent.path()) {
      case "/alerts/acknowledge", "/alerts/mute" -> alert(sent, signIn);
      case "/connections/pause", "/connections/resume" -> connection(sent, signIn);
      case "/connections/test" -> test(sent, signIn);
      case "/dead/replay" -> work(DeadWork.Kind.REPLAY, sent, signIn);
      case "/dead/discard" -> work(DeadWork.Kind.DISCARD, sent, signIn);
      case "/dead/reveal" -> reveal(sent, signIn);
      case "/live/reveal" -> revealPassed(sent, signIn);
      case "/audiences/reveal" -> revealUser(sent, signIn);
      default -> throw new IllegalStateException("a path without a deed: " + sent.path());
    };
  }

  private Reply signIn(Sent sent) throws Query.Wrong {
    String then = then(sent.fields());
    SignIns signIns = visitors.signIns();
    SignIns.Outcome outcome =
        signIns.areByName()
            ? signIns.open(sent.field("name"), sent.field("password"), sent.from().client())
            : signIns.open(sent.field("token").strip());
    return switch (outcome) {
      case SignIns.Opened(String reference, SignIn opened) -> {
        if (sent.reference() != null) {
          signIns.close(sent.reference());
        }
        isWritten(opened.who(), sent);
        AUDIT.info("{} signed in from {} ({})", opened.who(), sent.from().client(), sent.id());
        yield Visitors.keeping(Rendering.to(then), reference, sent.from().isSecure());
      }
      case SignIns.Wrong _ -> {
        AUDIT.warn("a sign-in that is wrong, from {} ({})", sent.from().client(), sent.id());
        String what = signIns.areByName() ? "That is not the name and password." : NOT_THE_TOKEN;
        yield asked(403, then, what);
      }
      case SignIns.TooSoon(Duration span) -> {
        String text =
            "Too many wrong tries: try again in " + Words.span(span.plusMillis(999)) + ".";
        yield asked(429, then, text).with("Retry-After", Long.toString(span.toSeconds() + 1));
      }
    };
  }

  private Reply alert(Sent sent, SignIn signIn) throws Query.Wrong {
    String connection = sent.field("connection");
    AlertType type = AlertType.named(sent.field("type"));
    boolean isMute = sent.path().equals("/alerts/mute");
    boolean isDone =
        type != null
            && (isMute
                ? sources.alerts().mute(connection, type, minutes(sent.field("minutes")))
                : sources.alerts().acknowledge(connection, type));
    if (!isDone || type == null) {
      return rendering.message(404, "There is no such alert", "", signIn);
    }
    return done(sent, signIn, type.name() + " of " + connection, "/alerts");
  }

  private static Duration minutes(String text) throws Query.Wrong {
    if (!text.matches("\\d{1,6}")) {
      throw new Query.Wrong("minutes: a whole number is needed; 0 ends the mute.");
    }
    return Duration.ofMinutes(Long.parseLong(text));
  }

  private Reply connection(Sent sent, SignIn signIn) throws Query.Wrong {
    String name = sent.field("connection");
    boolean isPause = sent.path().equals("/connections/pause");
    String whyNot =
        isPause ? sources.connections().pause(name) : sources.connections().resume(name);
    return whyNot == null
        ? done(sent, signIn, name, "/connections")
        : rendering.message(409, "That is not done", whyNot, signIn);
  }

  private Reply test(Sent sent, SignIn signIn) throws IOException, Query.Wrong {
    Connection connection = connections.configured(sent.field("connection"));
    if (connection == null) {
      return rendering.message(404, "There is no connection of this name", "", signIn);
    }
    audit(sent, signIn, connection.name());
    boolean puts = "yes".equals(sent.fields().text("put"));
    List<Finding> findings = sources.check().apply(connection.delivery(), puts);
    return rendering.page(
        Place.CONNECTIONS, "connections", connections.views(connection.name(), findings), signIn);
  }

  private Reply work(DeadWork.Kind kind, Sent sent, SignIn signIn) throws IOException, Query.Wrong {
    String name = sent.field("connection");
    String error = sent.field("error");
    Integer number = sources.store().connections().get(name);
    if (number == null) {
      return rendering.message(404, "There is no connection of this name", "", signIn);
    }
    if (kind == DeadWork.Kind.DISCARD && !"yes".equals(sent.fields().text("confirm"))) {
      throw new Query.Wrong("Tick that what is discarded is gone for good.");
    }
    DeadSelection selection = sent.fields().selection(number);
    DeadPages.Begun begun = sources.orders().begin(kind, selection, false);
    String whyNot = begun.whyNot();
    if (whyNot != null) {
      return rendering.message(409, "That is not done", whyNot, signIn);
    }
    String what = begun.count().letters() + " letters of " + name;
    return done(
        sent,
        signIn,
        what,
        "/dead?connection=" + Words.encoded(name) + "&error=" + Words.encoded(error));
  }

  private Reply reveal(Sent sent, SignIn signIn) throws IOException, Query.Wrong {
    LetterView view = dead.letter(sent.field("id"), true);
    if (view == null) {
      return noLetter(rendering, signIn);
    }
    audit(sent, signIn, view.letter().key().id());
    return rendering.page(Place.DEAD, "letter", view, signIn);
  }

  private Reply revealPassed(Sent sent, SignIn signIn) throws Query.Wrong {
    String id = sent.field("id");
    Passed passed = id.matches("\\d{1,18}") ? sources.feed().find(Long.parseLong(id)) : null;
    if (passed == null) {
      return rendering.message(404, "It is not in memory any more", "", signIn);
    }
    audit(sent, signIn, id + " of " + passed.connection() + " " + passed.source().request());
    return Templates.guarded(Reply.json(200, PassedJson.of(passed, true)));
  }

  /// The log says who was shown by his mark: ids of changes begin anew with the process.
  private Reply revealUser(Sent sent, SignIn signIn) throws IOException, Query.Wrong {
    AudienceSights sights = new AudienceSights(sources.store());
    AudienceSights.Change change = sights.change(sent.field("id"));
    String user = sent.field("user");
    AudienceSights.Person who = change == null ? null : sights.reveal(change, user);
    if (change == null || who == null) {
      return noChange(rendering, signIn);
    }
    audit(sent, signIn, "#" + user);
    return rendering.page(Place.AUDIENCES, "change", new ChangeView(change, who), signIn);
  }

  private static Reply done(Sent sent, SignIn signIn, String what, String then) {
    audit(sent, signIn, what);
    return Rendering.to(then);
  }

  private static void audit(Sent sent, SignIn signIn, String what) {
    AUDIT.info("{} {} {} ({})", signIn.who(), sent.path(), what, sent.id());
  }

  private Reply refused(String why) {
    return rendering.message(403, "That is not done", why, null);
  }

  private static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
