package io.hydrant.console;

import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who sends a request: by its cookie or token, by the name under which it asks for the console,
/// and by what browsers say of where it comes from.
///
/// @param signIns who is signed in
/// @param token opens what is read and ordered by programs
/// @param hosts under which names the console may be asked for, beside those of this machine
public record Visitors(SignIns signIns, Token token, Supplier<List<String>> hosts) {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])");

  private static final String COOKIE = "hydrant";
  private static final Pattern REFERENCE =
      Pattern.compile("(?:^|;\\s*)((?:__Host-)?hydrant)=([0-9a-f]{64})(?=;|$)");

  /// The page itself came from here, and nothing leaves with it.
  private static final String KEPT = "; Path=/; HttpOnly; SameSite=Strict";

  /// Whether it asks for this console by a name that is the console's: a web page that makes its
  /// own name resolve to this machine does not.
  boolean areAtTheRightHost(Exchange exchange) {
    String host = exchange.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    return THIS_MACHINE.matcher(name).matches() || hosts.get().contains(name);
  }

  /// Whether it may see what is not masked by itself: everybody, where there are no users.
  boolean mayLook(Exchange exchange) {
    return !signIns.areByName()
        || token.isIn(exchange.header("Authorization"))
        || signIn(exchange) != null;
  }

  /// Whether who may look now still may, for an answer that goes on: not once he has signed out, or
  /// his sign-in has ended. To be asked again and again, on any thread.
  BooleanSupplier staying(Exchange exchange) {
    String reference = signIn(exchange) == null ? null : reference(exchange);
    return reference == null ? () -> true : () -> signIns.find(reference, false) != null;
  }

  /// Null when nobody is signed in.
  public @Nullable SignIn signIn(Exchange exchange) {
    String reference = reference(exchange);
    boolean isUse = exchange.header("HX-Request") == null;
    return reference == null ? null : signIns.find(reference, isUse);
  }

  /// What the browser keeps; null when it is nothing.
  public @Nullable String reference(Exchange exchange) {
    String cookie = exchange.header("Cookie");
    Matcher matcher = REFERENCE.matcher(cookie == null ? "" : cookie);
    while (matcher.find()) {
      if (matcher.group(1).equals(name(exchange.isSecure()))) {
        return matcher.group(2);
      }
    }
    return null;
  }

  /// With TLS a cookie of this name comes from here alone, and leaves by TLS alone.
  private static String name(boolean isSecure) {
    return isSecure ? "__Host-" + COOKIE : COOKIE;
  }

  private static String kept(boolean isSecure) {
    return isSecure ? KEPT + "; Secure" : KEPT;
  }

  /// Has a browser keep it.
  public static Reply keeping(Reply reply, String reference, boolean isSecure) {
    return reply.with("Set-Cookie", name(isSecure) + "=" + reference + kept(isSecure));
  }

  /// Has a browser keep nothing.
  public static Reply forgetting(Reply reply, boolean isSecure) {
    return reply.with("Set-Cookie", name(isSecure) + "=" + kept(isSecure) + "; Max-Age=0");
  }

  /// Whether a page of another site had it sent. Browsers say so in `Sec-Fetch-Site`; older ones
  /// say `Origin`; what says neither is no browser.
  public static boolean isFromElsewhere(Exchange exchange) {
    String site = exchange.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String origin = exchange.header("Origin");
    String scheme = exchange.isSecure() ? "https" : "http";
    return origin != null && !origin.equals(scheme + "://" + exchange.header("Host"));
  }
}
