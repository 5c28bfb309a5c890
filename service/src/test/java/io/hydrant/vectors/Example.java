package io.hydrant.vectors;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Message;
import io.hydrant.model.Origin;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Content;
import io.hydrant.settings.Limits;
import io.hydrant.settings.Loaded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Batches, settings and messages written as text.
public final class Example {
  /// When batches of examples are received.
  public static final long NOW = 1_760_000_000_000L;

  private Example() {}

  /// A batch received at [#NOW].
  public static Batch batch(String json) {
    return batch(json, NOW);
  }

  public static Batch batch(String json, long receivedMillis) {
    return batch(
        json, new Origin("example", Channel.SERVER_TO_SERVER, null, false, receivedMillis));
  }

  public static Batch batch(String json, Origin origin) {
    try {
      return new Batch(JsonIndex.of(json.getBytes(StandardCharsets.UTF_8)), 0, origin);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The content settings of a connection that says this, as JSON.
  public static Content content(String settings) {
    String own = settings.strip();
    String rest = own.substring(1, own.length() - 1);
    return (Content)
        configuration(rest.isBlank() ? "" : "," + rest).connections().getFirst().content();
  }

  /// The limits of an input that says nothing of them.
  public static Limits limits() {
    return configuration("").inputs().getFirst().limits();
  }

  private static Configuration configuration(String settings) {
    String text =
        """
        inputs: [{name: example, key: k, secret: s}]
        connections:
          - {"name":"v","type":"event","deliveryStreamName":"s"%s}
        """
            .formatted(settings);
    Loaded loaded = ConfigurationFile.parse(text, "example", Path.of("."), Map.of());
    return switch (loaded) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  /// What a connection with these settings makes of these batches, in one window.
  public static List<Message> messages(String settings, Batch... batches) {
    PureCore core = new PureCore(content(settings));
    for (Batch batch : batches) {
      core.accept(batch);
    }
    return core.messages();
  }

  /// The one message that a connection with these settings makes of these batches.
  public static Map<?, ?> message(String settings, Batch... batches) {
    List<Message> messages = messages(settings, batches);
    if (messages.size() != 1) {
      throw new AssertionError(messages.size() + " messages");
    }
    return tree(messages.getFirst());
  }

  public static Map<?, ?> tree(Message message) {
    return (Map<?, ?>) Objects.requireNonNull(JsonTree.of(message.document().text()));
  }

  /// What a tree has at a path like `events.0.data.location`; null also when it has nothing there.
  public static @Nullable Object at(@Nullable Object tree, String path) {
    Object at = tree;
    for (String step : path.split("\\.", -1)) {
      at =
          switch (at) {
            case Map<?, ?> object -> object.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return at;
  }

  /// The elements of the array that a tree has at a path.
  public static List<?> elements(@Nullable Object tree, String path) {
    return (List<?>) Objects.requireNonNull(at(tree, path));
  }
}
