package io.hydrant;

import io.hydrant.http.TlsIdentity;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Duty;
import io.hydrant.settings.Input;
import io.hydrant.settings.Listener;
import io.hydrant.store.LedgerLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a reload comes to, in lines for a person: who came and went, and what it means for the
/// events that wait.
final class Reloaded {
  private final Map<String, Long> waiting = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private Reloaded(List<LedgerLine> ledger) {
    for (LedgerLine line : ledger) {
      waiting.put(line.connection(), line.pending() + line.sessions());
    }
  }

  /// @param ledger from before the reload
  static List<String> lines(Configuration before, Configuration now, List<LedgerLine> ledger) {
    Reloaded reloaded = new Reloaded(ledger);
    reloaded.shown("collector", before.access().collector(), now.access().collector());
    reloaded.shown("console", before.access().console(), now.access().console());
    reloaded.inputs(before.inputs(), now.inputs());
    reloaded.connections(before.connections(), now.connections());
    return List.copyOf(reloaded.lines);
  }

  private void shown(String door, Listener before, Listener now) {
    TlsIdentity identity = now.identity();
    if (identity != null && !identity.equals(before.identity())) {
      lines.add(door + ": shows another certificate, valid until " + identity.expiry());
    }
  }

  private void inputs(List<Input> before, List<Input> now) {
    Map<String, Input> known = byName(before, Input::name);
    for (Input input : now) {
      Input old = known.remove(input.name());
      if (old == null) {
        lines.add("input " + input.name() + ": added");
      } else if (!old.equals(input)) {
        lines.add("input " + input.name() + ": changed");
      }
    }
    known.keySet().forEach(name -> lines.add("input " + name + ": removed"));
  }

  private void connections(List<Connection> before, List<Connection> now) {
    Map<String, Connection> known = byName(before, Connection::name);
    for (Connection connection : now) {
      Connection old = known.remove(connection.name());
      if (old == null) {
        lines.add("connection " + connection.name() + ": added");
      } else {
        changed(old, connection);
      }
    }
    for (String name : known.keySet()) {
      lines.add(
          "connection "
              + name
              + ": removed; "
              + waiting(name)
              + " are kept until another connection adopts them or they are discarded (hydrant"
              + " connections)");
    }
  }

  private void changed(Connection old, Connection now) {
    String name = "connection " + now.name() + ": ";
    if (!old.content().equals(now.content())) {
      lines.add(
          name
              + "content settings changed; "
              + waiting(now.name())
              + " leave under those they were accepted with");
    }
    if (!old.delivery().equals(now.delivery())) {
      lines.add(
          name
              + "delivery changed; "
              + waiting(now.name())
              + " go to "
              + now.delivery().deliveryStreamName()
              + " in "
              + now.delivery().awsRegion());
    }
    if (!old.bounds().equals(now.bounds())) {
      lines.add(name + "how long it goes on with what is not taken changed");
    }
    if (old.duty() != now.duty()) {
      lines.add(name + duty(now.duty()) + "; " + waiting(now.name()));
    }
    if (old.sendsAliases() != now.sendsAliases()) {
      lines.add(name + (now.sendsAliases() ? "forwards aliases" : "forwards no aliases"));
    }
    if (!old.inputs().equals(now.inputs())) {
      lines.add(name + "fed by " + String.join(", ", now.inputs()));
    }
  }

  private static String duty(Duty duty) {
    return switch (duty) {
      case SEND -> "enabled";
      case HOLD -> "disabled, holds what comes in";
      case DISCARD -> "disabled, discards what comes in";
    };
  }

  private String waiting(String name) {
    return waiting.getOrDefault(name, 0L) + " events that wait";
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, one -> one, (a, b) -> a, HashMap::new));
  }
}
