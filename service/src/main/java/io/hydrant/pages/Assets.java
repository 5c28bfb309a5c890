package io.hydrant.pages;

import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Scripts, styles and pictures of the pages: a few files out of jars, read once.
final class Assets {
  static final String PATH = "/assets/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String OURS = "/io/hydrant/pages/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String PICTURE = "image/svg+xml";

  /// A file, and where it lies.
  private record File(String name, String resource, String type) {}

  private static final List<File> FILES =
      List.of(
          new File("hydrant.css", OURS + "hydrant.css", STYLE),
          new File("hydrant.js", OURS + "hydrant.js", SCRIPT),
          new File("live.js", OURS + "live.js", SCRIPT),
          new File("hydrant.svg", OURS + "hydrant.svg", PICTURE),
          new File("htmx.js", WEBJARS + "htmx.org/2.0.8/dist/htmx.min.js", SCRIPT),
          new File("uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js", SCRIPT),
          new File("uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css", STYLE));

  private final Map<String, Reply> files;

  Assets() {
    this.files =
        FILES.stream()
            .collect(Collectors.toUnmodifiableMap(file -> PATH + file.name(), Assets::read));
  }

  /// The file at a path; null when there is none.
  @Nullable Reply at(String path) {
    return files.get(path);
  }

  private static Reply read(File file) {
    try (InputStream in = Assets.class.getResourceAsStream(file.resource())) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + file.resource());
      }
      Reply reply = new Reply(200, List.of(), file.type(), Bytes.of(in.readAllBytes()));
      return reply
          .with("X-Content-Type-Options", "nosniff")
          .with("Cross-Origin-Resource-Policy", "same-origin")
          .with("Cache-Control", "no-cache");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
