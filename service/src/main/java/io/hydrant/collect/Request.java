package io.hydrant.collect;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a request says before its body.
///
/// @param path without the query
/// @param query what follows the path, not decoded; null when nothing does
/// @param headers the first of a name, or null
public record Request(
    String method,
    String path,
    @Nullable String query,
    Function<String, @Nullable String> headers) {

  /// The first header of this name, or null.
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /// That of the page that asks, when a browser says so.
  @Nullable String origin() {
    return header("Origin");
  }

  /// What is asked, never by whom.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
