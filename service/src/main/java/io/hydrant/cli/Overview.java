package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How it goes with a running service, in lines: each connection's state, account and rates, and
/// the alerts that are open.
final class Overview {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<String> COLUMNS =
      List.of(
          "connection",
          "state",
          "#accepted",
          "#in/s",
          "#filtered",
          "#waiting",
          "#delivered",
          "#out/s",
          "#dead");

  /// Those that a narrow terminal does without.
  private static final List<String> SPARED = List.of("filtered", "in/s", "out/s", "accepted");

  private final World world;
  private final ServiceOption service;
  private final Paint paint;
  private Map<String, Count> before = new HashMap<>();
  private long beforeNanos;

  private record Count(long accepted, long delivered) {}

  Overview(World world, ServiceOption service) {
    this.world = world;
    this.service = service;
    this.paint = Paint.of(world);
  }

  /// As it is now, for a terminal of so many columns.
  List<String> lines(int columns) throws InterruptedException {
    JsonIndex ledger = service.get(world, "/api/ledger", PATIENCE);
    JsonIndex connections = service.get(world, "/api/connections", PATIENCE);
    JsonIndex alerts = service.get(world, "/api/alerts", PATIENCE);
    boolean isBalanced = ledger.is(find(ledger, 0, "balanced"), Kind.TRUE);
    List<String> lines = new ArrayList<>();
    lines.add(
        paint.bold("hydrant " + world.version())
            + "  "
            + TIME.format(Instant.ofEpochMilli(world.clock().millis()))
            + " UTC  "
            + (isBalanced
                ? paint.green("every event accounted for")
                : paint.red("an event is unaccounted for: hydrant ledger --audit")));
    lines.add("");
    List<String> table = table(ledger, states(connections)).lines(columns, SPARED);
    lines.add(paint.bold(table.getFirst()));
    lines.addAll(table.subList(1, table.size()));
    lines.add("");
    addAlerts(alerts, lines);
    return lines;
  }

  private Table table(JsonIndex ledger, Map<String, String> states) {
    long now = world.clock().nanos();
    double seconds = (now - beforeNanos) / NANOS_PER_SECOND;
    Map<String, Count> counts = new HashMap<>();
    Table table = new Table(COLUMNS);
    int all = find(ledger, 0, "connections");
    for (int line = ledger.first(all); line != NONE; line = ledger.next(line)) {
      String name = ledger.string(find(ledger, line, "name"));
      Count count = new Count(number(ledger, line, "accepted"), number(ledger, line, "delivered"));
      counts.put(name, count);
      Count last = before.get(name);
      table.add(
          List.of(
              name,
              states.getOrDefault(name, ""),
              grouped(count.accepted()),
              last == null ? "" : rate((count.accepted() - last.accepted()) / seconds),
              grouped(sum(ledger, find(ledger, line, "filtered"))),
              grouped(sum(ledger, find(ledger, line, "waiting"))),
              grouped(count.delivered()),
              last == null ? "" : rate((count.delivered() - last.delivered()) / seconds),
              grouped(number(ledger, line, "dead"))));
    }
    before = counts;
    beforeNanos = now;
    return table;
  }

  private static Map<String, String> states(JsonIndex connections) {
    Map<String, String> states = new HashMap<>();
    int all = find(connections, 0, "connections");
    for (int each = connections.first(all); each != NONE; each = connections.next(each)) {
      states.put(
          connections.string(find(connections, each, "name")),
          connections.string(find(connections, each, "state")));
    }
    return states;
  }

  private void addAlerts(JsonIndex alerts, List<String> lines) {
    int all = find(alerts, 0, "alerts");
    for (int each = alerts.first(all); each != NONE; each = alerts.next(each)) {
      if (alerts.is(find(alerts, each, "open"), Kind.TRUE)) {
        String connection = alerts.string(find(alerts, each, "connection"));
        String text =
            "%s  %s: %s, %s in 12 hours"
                .formatted(
                    alerts.string(find(alerts, each, "type")),
                    connection.isEmpty() ? "the service" : connection,
                    alerts.string(find(alerts, each, "title")),
                    alerts.raw(find(alerts, each, "last12Hours")));
        boolean isSeen = alerts.is(find(alerts, each, "acknowledged"), Kind.TRUE);
        lines.add(isSeen ? paint.dim(text) : paint.red(text));
      }
    }
    if (lines.getLast().isEmpty()) {
      lines.add("No open alerts.");
    }
  }

  private static int find(JsonIndex json, int object, String name) {
    return json.find(object, JsonName.of(name));
  }

  private static long number(JsonIndex json, int object, String name) {
    return Long.parseLong(json.raw(find(json, object, name)));
  }

  private static long sum(JsonIndex json, int object) {
    long sum = 0;
    for (int each = json.first(object); each != NONE; each = json.next(each)) {
      sum += Long.parseLong(json.raw(each));
    }
    return sum;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String rate(double perSecond) {
    String form = perSecond == 0 || perSecond >= 10 ? "%,.0f" : "%.1f";
    return String.format(Locale.ROOT, form, perSecond);
  }
}
