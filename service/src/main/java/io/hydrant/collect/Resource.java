package io.hydrant.collect;

import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies at one path of the collector: who may ask there, what is read, and what is answered.
/// All else is the same for each and the [Collector]'s.
public interface Resource {

  /// Where resources are found.
  interface Site {
    /// What lies at this path; null when nothing does.
    @Nullable Resource at(String path);
  }

  /// The methods it takes, as `Allow` lists them.
  List<String> methods();

  /// Whose request it is.
  default Admission admit(Keys keys, Request request) {
    return keys.admit(request.header("Authorization"));
  }

  /// Whether pages of any site may ask here and read the answer: browsers have to be told.
  default boolean isForPages() {
    return false;
  }

  /// Whether a body is taken that is said to be this; null: nothing is said.
  default boolean takes(@Nullable String contentType) {
    return ContentType.isJson(contentType);
  }

  /// Why this input may not ask here; null when it may.
  default @Nullable String bars(Input input) {
    return null;
  }

  /// Reads a request. Called on an event loop: must be quick.
  ///
  /// @param body empty for methods that have none
  Asked ask(Visit visit, Bytes body);

  /// What becomes of a request whose body is too large or cannot be decoded; null: it is answered
  /// so.
  default @Nullable Spoilage spoilage() {
    return null;
  }

  /// Takes the beginning of such a body.
  @FunctionalInterface
  interface Spoilage {
    /// See [Resource#ask].
    ///
    /// @param why what it would be answered
    Asked ask(Visit visit, Bytes beginning, Reply why);
  }
}
