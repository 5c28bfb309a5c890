package io.hydrant;

import io.hydrant.collect.Branches;
import io.hydrant.collect.Inlets;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Duty;
import io.hydrant.settings.Input;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connects the ways in with the ways out as a configuration says, and does it anew for the next
/// one while requests and calls go on.
///
/// What waits has content settings of its own and is sent by today's delivery settings. A request
/// that came in by the configuration before is still kept for the connections of that one.
final class Switchboard {
  /// For the store to answer; it may be opening itself again.
  private static final Duration ENROLL_PATIENCE = Duration.ofSeconds(30);

  private static final long ENROLL_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

  private final Store store;
  private final Outlets outlets;
  private final Clock clock;
  private final Grouper grouper;
  private @Nullable Inlets inlets;

  Switchboard(Store store, Outlets outlets, Clock clock) {
    this.store = store;
    this.outlets = outlets;
    this.clock = clock;
    this.grouper = new Grouper(store.hash(), FirehoseLimits.RECORD_BYTES_MAX);
  }

  /// Connects everything as `configuration` says: all of it or, when this throws, nothing.
  ///
  /// @return the ways in, to be opened by the caller
  /// @throws IOException when the store cannot write who there is
  synchronized Inlets connect(Configuration configuration) throws IOException {
    Map<Connection, Enrolled> connections = enroll(configuration.connections());
    outlets.aim(connections);
    Branches branches = new Branches(branches(configuration, connections), grouper);
    Inlets next = new Inlets(configuration.inputs(), branches, clock, inlets);
    inlets = next;
    return next;
  }

  /// A write that failed may be durable all the same: it is asked for until it certainly is, so
  /// that the store and this process never go by different configurations.
  private Map<Connection, Enrolled> enroll(List<Connection> connections) throws IOException {
    Map<String, Bytes> contents = new LinkedHashMap<>();
    for (Connection connection : connections) {
      contents.put(connection.name(), ContentText.write(connection.content()));
    }
    Clock real = Clock.system();
    long deadline = real.nanos() + ENROLL_PATIENCE.toNanos();
    while (real.nanos() < deadline) {
      Waited<Map<String, Enrolled>> answer = new Waited<>();
      store.enroll(contents, answer::set);
      Map<String, Enrolled> numbers = answer.get(ENROLL_PATIENCE);
      if (numbers != null) {
        Map<Connection, Enrolled> enrolled = new LinkedHashMap<>();
        connections.forEach(connection -> enrolled.put(connection, numbers.get(connection.name())));
        return enrolled;
      }
      real.parkUntil(real.nanos() + ENROLL_AGAIN_NANOS);
    }
    throw new IOException("connections cannot be written: " + store.trouble());
  }

  private static Map<String, List<Branches.Branch>> branches(
      Configuration configuration, Map<Connection, Enrolled> connections) {
    Map<String, List<Branches.Branch>> branches = new HashMap<>();
    for (Input input : configuration.inputs()) {
      List<Branches.Branch> fed = new ArrayList<>();
      connections.forEach((connection, numbers) -> {
        if (connection.fedBy(input)) {
          Route route = new Route(numbers.connection(), numbers.revision(), connection.content());
          fed.add(new Branches.Branch(route, connection.duty() == Duty.DISCARD));
        }
      });
      branches.put(input.name(), fed);
    }
    return branches;
  }
}
