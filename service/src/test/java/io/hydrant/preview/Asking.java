package io.hydrant.preview;

import io.hydrant.model.Bytes;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.Loaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks for previews of one connection with given settings.
final class Asking {
  static final long NOW = 1_760_000_000_000L;

  private final Configuration configuration;
  private final List<Question.Post> posts = new ArrayList<>();

  /// @param settings of the connection, as they stand in the file's flow form
  Asking(String settings) {
    String yaml =
        """
        inputs: [{ name: a, key: k, secret: s }, { name: b, key: l, secret: s }]
        connections: [{ name: out, inputs: [a], deliveryStreamName: s, %s }]
        """
            .formatted(settings);
    this.configuration =
        switch (ConfigurationFile.parse(yaml, "asked", Path.of("."), Map.of())) {
          case Loaded.Accepted accepted -> accepted.configuration();
          case Loaded.Refused refused -> throw new IllegalArgumentException(refused.toString());
        };
  }

  private Asking(Configuration configuration) {
    this.configuration = configuration;
  }

  /// The same connection, waiting for whole sessions.
  Asking inSessions(long timeoutMillis) {
    Connection connection = configuration.connections().getFirst();
    Content content = (Content) connection.content();
    Content waiting =
        new Content(
            content.on(),
            content.uniqueId(),
            content.schemaVersion(),
            content.metadataFieldExclusion(),
            content.environment(),
            new Batching.Sessions(timeoutMillis),
            content.recordDelimiter());
    return new Asking(
        new Configuration(
            configuration.storage(),
            configuration.access(),
            configuration.notice(),
            configuration.logging(),
            configuration.outbound(),
            configuration.inputs(),
            List.of(
                new Connection(
                    connection.name(),
                    connection.inputs(),
                    waiting,
                    connection.delivery(),
                    connection.bounds(),
                    connection.duty(),
                    connection.sendsAliases()))));
  }

  /// A batch, or an array of batches, that comes so long after the first.
  Asking post(long afterMillis, String json) {
    Bytes body = Bytes.utf8(json.replace('\'', '"'));
    posts.add(Question.Post.of(body, false, NOW + afterMillis));
    return this;
  }

  Previewed asked() {
    return Preview.of(configuration, new Question(null, null, posts, ""), NOW);
  }

  Answer answer() {
    return switch (asked()) {
      case Answer answer -> answer;
      case Previewed.Refused refused -> throw new AssertionError(refused.errors());
    };
  }

  /// What is left out, as a person would note it.
  static List<String> notes(List<Remark> remarks) {
    return remarks.stream()
        .map(remark -> {
          Remark.Place place = remark.place();
          String event = place.event() < 0 ? "" : " " + place.event() + place.eventType();
          String why =
              switch (remark.cause()) {
                case Remark.Cause.Setting(String key) -> key;
                case Remark.Cause.Always(String words) -> words;
              };
          return place.batch() + event + " " + place.path() + " " + why;
        })
        .toList();
  }
}
