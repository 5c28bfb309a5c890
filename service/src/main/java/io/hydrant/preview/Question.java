package io.hydrant.preview;

import io.hydrant.model.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wants to see before it happens.
///
/// @param connection its name; null: the only one there is
/// @param input through which the batches come; null: the first that feeds the connection
/// @param posts in the order in which they are received
/// @param settings content keys and values that are tried instead of the configured ones, as YAML;
///   empty: none
public record Question(
    @Nullable String connection, @Nullable String input, List<Post> posts, String settings) {
  public Question {
    posts = List.copyOf(posts);
  }

  /// One body as a client would post it.
  ///
  /// @param bulk whether it is an array of batches, else it is one batch
  /// @param historical whether it goes to the historical endpoint, which takes arrays only
  /// @param receivedMillis when it is received, Unix milliseconds; null: now
  public record Post(Bytes body, boolean bulk, boolean historical, @Nullable Long receivedMillis) {
    public Post {
      if (historical && !bulk) {
        throw new IllegalArgumentException("one batch for the historical endpoint");
      }
    }

    /// A body as it lies in a file: what begins with a bracket is an array. The historical endpoint
    /// takes no single batch, so one is put into an array.
    public static Post of(Bytes body, boolean historical, @Nullable Long receivedMillis) {
      boolean array = first(body) == '[';
      return historical && !array
          ? new Post(Bytes.utf8("[" + body.text() + "]"), true, true, receivedMillis)
          : new Post(body, array, historical, receivedMillis);
    }

    private static int first(Bytes body) {
      int at = body.length() >= 3 && (body.at(0) & 0xff) == 0xef ? 3 : 0;
      while (at < body.length() && Character.isWhitespace(body.at(at))) {
        at++;
      }
      return at < body.length() ? body.at(at) : -1;
    }

    /// The size only: content may be personal.
    @Override
    public String toString() {
      return body.toString();
    }
  }
}
