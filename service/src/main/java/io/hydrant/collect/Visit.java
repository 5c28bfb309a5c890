package io.hydrant.collect;

import io.hydrant.settings.Input;

/// What a resource is told of a request beside its body.
///
/// @param id of the request, for the log
/// @param inlets those it goes by from its first look to its last
/// @param input whose it is
public record Visit(Request request, String id, Inlets inlets, Input input) {
  /// The same, with the id that its answer has.
  Visit as(String whole) {
    return new Visit(request, whole, inlets, input);
  }

  public String method() {
    return request.method();
  }
}
