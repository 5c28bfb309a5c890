package io.hydrant.http;

/// What answers the requests of a door. Called on an event loop, so it must not block; it may
/// answer later, from any thread.
@FunctionalInterface
public interface Endpoint {

  /// Sees to it that [Exchange#answer] is called, once.
  void handle(Exchange exchange);
}
