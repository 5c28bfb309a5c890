package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.firehose.Policy;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.json.Indented;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.SettingLine;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// *Connections*: how each is set, what it is allowed to do at AWS, and what a person may order.
///
/// @param store knows by which settings what waits came in
/// @param connections how it goes with them
/// @param configuration that runs now
record ConnectionsPage(
    Store store, Connections connections, Supplier<Configuration> configuration) {
  /// What a person replaces by twelve digits.
  private static final String ACCOUNT = "ACCOUNT";

  /// All of them.
  List<ConnectionView> views() throws IOException {
    return views("", List.of());
  }

  /// All of them, one with what a test of it found.
  ///
  /// @param tested its name
  List<ConnectionView> views(String tested, List<Finding> findings) throws IOException {
    Map<String, Connection> configured =
        configuration.get().connections().stream()
            .collect(Collectors.toMap(Connection::name, Function.identity()));
    Map<String, Integer> numbers = store.connections();
    List<ConnectionView> views = new ArrayList<>();
    for (Connections.Line line : connections.list()) {
      Connection connection = configured.get(line.name());
      views.add(
          new ConnectionView(
              line,
              connection == null ? List.of() : connection.inputs(),
              connection == null ? List.of() : SettingLine.of(connection),
              superseded(connection, numbers.get(line.name())),
              policy(line),
              line.name().equals(tested) ? findings : List.of()));
    }
    return views;
  }

  /// The connection of this name that is configured; null when there is none.
  @Nullable Connection configured(String name) {
    return configuration.get().connections().stream()
        .filter(connection -> connection.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String policy(Connections.Line line) {
    String stream = line.deliveryStreamName();
    String region = line.awsRegion();
    return stream == null || region == null ? "" : Indented.of(Policy.of(stream, region, ACCOUNT));
  }

  /// Settings that something may wait under and that are not today's, each with what differs.
  private List<ConnectionView.Revision> superseded(
      @Nullable Connection connection, @Nullable Integer number) throws IOException {
    List<ConnectionView.Revision> superseded = new ArrayList<>();
    if (number == null || connection == null || !(connection.content() instanceof Content today)) {
      return superseded;
    }
    List<SettingLine> now = SettingLine.of(today);
    for (Map.Entry<Integer, Bytes> each : store.chronicle().revisions(number).entrySet()) {
      Content then = ContentText.read(each.getValue());
      if (!then.equals(today)) {
        List<SettingLine> different = new ArrayList<>(SettingLine.of(then));
        different.removeAll(now);
        superseded.add(new ConnectionView.Revision(each.getKey(), different));
      }
    }
    return superseded;
  }
}
