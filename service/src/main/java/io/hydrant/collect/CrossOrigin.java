package io.hydrant.collect;

import io.hydrant.http.Reply;
import io.hydrant.http.Reply.Header;
import io.hydrant.settings.Senders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What browsers are told of who may ask across origins, so that pages can read the answers: an SDK
/// that cannot read one takes it for a failure and repeats its request for ever. Never with
/// credentials: nobody here goes by cookies.
///
/// Source: the Fetch standard; the requests of @mparticle/web-sdk.
final class CrossOrigin {
  private static final String ALLOW = "Access-Control-Allow-Origin";
  private static final Header VARY = new Header("Vary", "Origin");
  private static final Header EXPOSE = new Header("Access-Control-Expose-Headers", "x-mp-max-age");

  /// Any page.
  static final List<Header> EVERYBODY = List.of(new Header(ALLOW, "*"), EXPOSE);

  private CrossOrigin() {}

  /// Of answers to a page, in every case.
  ///
  /// @param origin of the page; null when none is said
  static List<Header> headers(Senders senders, @Nullable String origin) {
    if (senders.allowedOrigins().isEmpty()) {
      return EVERYBODY;
    }
    return origin != null && senders.allow(origin)
        ? List.of(new Header(ALLOW, origin), VARY, EXPOSE)
        : List.of(VARY);
  }

  /// What a browser is answered that asks whether it may ask.
  static Reply preflight() {
    return Reply.empty(204)
        .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
        .with("Access-Control-Allow-Headers", "content-type, x-mp-key, accept, rokt-account-id")
        .with("Access-Control-Max-Age", "7200");
  }
}
