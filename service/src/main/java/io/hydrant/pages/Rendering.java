package io.hydrant.pages;

import io.hydrant.alert.Alert;
import io.hydrant.alert.Alerts;
import io.hydrant.console.SignIn;
import io.hydrant.http.Reply;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts what a page says into its frame. Safe for many threads.
final class Rendering {
  private static final List<Place> PLACES =
      List.of(
          Place.FLOW,
          Place.LIVE,
          Place.ALERTS,
          Place.DEAD,
          Place.CONNECTIONS,
          Place.PREVIEW,
          Place.AUDIENCES);

  private final Templates templates = new Templates();
  private final String version;
  private final Store store;
  private final Alerts alerts;
  private final Clock clock;

  Rendering(String version, Store store, Alerts alerts, Clock clock) {
    this.version = version;
    this.store = store;
    this.alerts = alerts;
    this.clock = clock;
  }

  /// @param template of the page
  /// @param view what it says
  /// @param signIn of who looks; null when nobody is signed in
  Reply page(Place place, String template, Object view, @Nullable SignIn signIn) {
    return templates.page(200, template, Map.of("frame", frame(place, signIn), "view", view));
  }

  /// A page of a few words.
  Reply message(int status, String title, String text, @Nullable SignIn signIn) {
    return templates.page(
        status,
        "message",
        Map.of("frame", frame(Place.FLOW, signIn), "title", title, "text", text));
  }

  /// The form in which one signs in.
  ///
  /// @param then where to go from there
  /// @param wrong why the one before was in vain; empty when there was none
  /// @param isByName whether a name and a password are asked for; else the token
  Reply signIn(int status, String then, String wrong, boolean isByName) {
    return templates.page(
        status,
        "signin",
        Map.of(
            "frame",
            frame(Place.SIGN_IN, null),
            "then",
            then,
            "wrong",
            wrong,
            "isByName",
            isByName));
  }

  /// An answer that leads to another page.
  static Reply to(String path) {
    return Templates.guarded(Reply.empty(303)).with("Location", path);
  }

  private Frame frame(Place place, @Nullable SignIn signIn) {
    int open = (int) alerts.ranked().stream().filter(Rendering::wantsAPerson).count();
    return new Frame(place, PLACES, version, open, store.trouble(), clock.millis(), signIn);
  }

  private static boolean wantsAPerson(Alert alert) {
    return alert.isOpen() && !alert.isAcknowledged();
  }
}
