package io.hydrant.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.hydrant.http.Reply;
import java.util.Map;

/// Renders pages. Whatever a page shows is escaped for where it stands; nothing may run on it but
/// scripts of ours, and nothing is asked of any other host. Safe for many threads.
final class Templates {
  private static final String HTML = "text/html; charset=utf-8";

  /// Source: OWASP ASVS 5.0, 3.4.3: no inline script or style, no framing, nothing from elsewhere.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), "io.hydrant.pages.templates");

  /// The page of a template.
  ///
  /// @param parameters by name, as the template declares them
  Reply page(int status, String template, Map<String, Object> parameters) {
    StringOutput out = new StringOutput();
    engine.render(template + ".jte", parameters, out);
    return guarded(Reply.text(status, HTML, out.toString()));
  }

  /// An answer with the headers that every page has.
  static Reply guarded(Reply reply) {
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }
}
