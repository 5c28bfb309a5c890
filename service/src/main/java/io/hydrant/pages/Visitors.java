package io.hydrant.pages;

import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who sends a request, by its cookie and by what browsers say of where it comes from.
///
/// @param signIns who may act
record Visitors(SignIns signIns) {
  private static final String COOKIE = "hydrant";
  private static final Pattern REFERENCE =
      Pattern.compile("(?:^|;\\s*)hydrant=([0-9a-f]{64})(?:;|$)");

  /// The page itself came from here, and nothing leaves with it. `Secure` is for doors with TLS:
  /// the console has none, and listens on this machine only.
  private static final String KEPT = "; Path=/; HttpOnly; SameSite=Strict";

  /// Null when nobody is signed in.
  @Nullable SignIn signIn(Exchange exchange) {
    String reference = reference(exchange);
    boolean isUse = exchange.header("HX-Request") == null;
    return reference == null ? null : signIns.find(reference, isUse);
  }

  @Nullable String reference(Exchange exchange) {
    String cookie = exchange.header("Cookie");
    Matcher matcher = REFERENCE.matcher(cookie == null ? "" : cookie);
    return matcher.find() ? matcher.group(1) : null;
  }

  static Reply keeping(Reply reply, String reference) {
    return reply.with("Set-Cookie", COOKIE + "=" + reference + KEPT);
  }

  static Reply forgetting(Reply reply) {
    return reply.with("Set-Cookie", COOKIE + "=" + KEPT + "; Max-Age=0");
  }

  /// Whether a page of another site had it sent. Browsers say so in `Sec-Fetch-Site`; older ones
  /// say `Origin`; what says neither is no browser.
  static boolean isFromElsewhere(Exchange exchange) {
    String site = exchange.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String origin = exchange.header("Origin");
    return origin != null && !origin.equals("http://" + exchange.header("Host"));
  }
}
