package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.firehose.Policy;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.SettingLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// *Connections*: how each is set, what it is allowed to do at AWS, and what a person may order.
///
/// @param connections how it goes with them
/// @param configuration that runs now
record ConnectionsPage(Connections connections, Supplier<Configuration> configuration) {
  /// What a person replaces by twelve digits.
  private static final String ACCOUNT = "ACCOUNT";

  List<ConnectionView> views() {
    Map<String, Connection> configured =
        configuration.get().connections().stream()
            .collect(Collectors.toMap(Connection::name, Function.identity()));
    List<ConnectionView> views = new ArrayList<>();
    for (Connections.Line line : connections.list()) {
      Connection connection = configured.get(line.name());
      String stream = line.deliveryStreamName();
      String region = line.awsRegion();
      String policy = stream == null || region == null ? "" : Policy.of(stream, region, ACCOUNT);
      views.add(
          connection == null
              ? new ConnectionView(line, List.of(), List.of(), policy)
              : new ConnectionView(line, connection.inputs(), SettingLine.of(connection), policy));
    }
    return views;
  }
}
