package io.hydrant.sdk;

import io.hydrant.collect.Admission;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Keys;
import io.hydrant.collect.Request;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Input;
import io.hydrant.settings.Platform;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies at a path that a client SDK asks by a key alone.
///
/// @param key that the path names; null: the header `x-mp-key` does
/// @param platforms whose door it is: one of them is enough
record PublicDoor(String method, @Nullable String key, Set<Platform> platforms, Reader reader)
    implements Resource {
  private static final String KEY = "x-mp-key";

  PublicDoor {
    platforms = Set.copyOf(platforms);
  }

  /// Reads requests.
  @FunctionalInterface
  interface Reader {
    /// See [Resource#ask].
    Asked ask(Visit visit, Bytes body);

    /// See [Resource#spoilage].
    default @Nullable Spoilage spoilage() {
      return null;
    }
  }

  @Override
  public List<String> methods() {
    return List.of(method);
  }

  @Override
  public Admission admit(Keys keys, Request request) {
    return keys.admitPublic(key == null ? request.header(KEY) : key);
  }

  @Override
  public boolean isForPages() {
    return true;
  }

  /// The browser SDK calls its JSON `text/plain`, so that browsers do not ask first.
  @Override
  public boolean takes(@Nullable String contentType) {
    return true;
  }

  @Override
  public @Nullable String bars(Input input) {
    return platforms.stream().anyMatch(input.senders()::include)
        ? null
        : "This input's key does not open this door: see its platforms.";
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    return reader.ask(visit, body);
  }

  @Override
  public @Nullable Spoilage spoilage() {
    return reader.spoilage();
  }
}
