package io.hydrant.console;

import static io.hydrant.metrics.Metric.counter;
import static io.hydrant.metrics.Metric.gauge;

import io.hydrant.alert.Alert;
import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import io.hydrant.deliver.DeliveryFigures;
import io.hydrant.deliver.DeliveryFigures.Outcome;
import io.hydrant.http.Door;
import io.hydrant.http.TlsIdentity;
import io.hydrant.metrics.Metric;
import io.hydrant.metrics.Metric.Sink;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Page;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything `/metrics` says of Hydrant, and where it is read. `docs/metrics.md` is this list.
///
/// Counts of the ledger begin with the data directory and survive restarts; the others begin with
/// the process.
public final class Figures {
  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
  private static final List<String> CONNECTION = List.of("connection");
  private static final double MICROS_PER_SECOND = 1e6;

  private final String version;
  private final Store store;
  private final Supplier<Map<String, Outgoing>> connections;
  private final Supplier<List<Door>> doors;
  private final Reloads reloads;
  private final Alerts alerts;
  private volatile List<LedgerLine> ledger = List.of();

  /// One connection's delivery.
  ///
  /// @param connection its number in the store
  public record Outgoing(int connection, DeliveryFigures calls) {}

  /// @param connections those that are sent for now, by name
  /// @param doors those that are open
  public Figures(
      String version,
      Store store,
      Supplier<Map<String, Outgoing>> connections,
      Supplier<List<Door>> doors,
      Reloads reloads,
      Alerts alerts) {
    this.version = version;
    this.store = store;
    this.connections = connections;
    this.doors = doors;
    this.reloads = reloads;
    this.alerts = alerts;
  }

  /// All of them, in the order of the documentation.
  public List<Metric> all() {
    List<Metric> all = new ArrayList<>(ofLedger());
    all.addAll(ofWhatLies());
    all.addAll(ofDelivery());
    all.addAll(ofDoors());
    all.add(
        gauge(
            "hydrant_ready",
            "1 when batches can be kept, 0 when they are answered 503; /readyz says why.",
            List.of(),
            sink -> sink.add(store.trouble().isEmpty() ? 1 : 0)));
    all.add(
        counter(
            "hydrant_configuration_reloads_total",
            "Configurations read while running: applied, or refused with the one before going on.",
            List.of("outcome"),
            sink -> {
              sink.add(reloads.appliedCount(), "applied");
              sink.add(reloads.refusedCount(), "refused");
            }));
    all.add(
        gauge(
            "hydrant_configuration_refused",
            "1 while the configuration file says something that was refused; the log says why.",
            List.of(),
            sink -> sink.add(reloads.isLastRefused() ? 1 : 0)));
    all.add(
        gauge(
            "hydrant_alert_open",
            "1 while an alert is open, by connection (empty: the whole service) and type.",
            List.of("connection", "type"),
            this::openAlerts));
    all.add(
        gauge(
            "hydrant_build_info",
            "1; the label is the version.",
            List.of("version"),
            sink -> sink.add(1, version)));
    return all;
  }

  private void openAlerts(Sink sink) {
    Set<AlertType> whole = EnumSet.of(AlertType.DISK, AlertType.STORE, AlertType.DEDUP);
    for (Alert alert : alerts.ranked()) {
      sink.add(alert.isOpen() ? 1 : 0, alert.connection(), alert.type().name());
      if (alert.connection().isEmpty()) {
        whole.remove(alert.type());
      }
    }
    whole.forEach(type -> sink.add(0, "", type.name()));
  }

  private List<Metric> ofLedger() {
    return List.of(
        ledger(
            "hydrant_accepted_total",
            "Events accepted for the connection, after deduplication.",
            LedgerLine::accepted),
        ledger(
            "hydrant_duplicates_total",
            "Events recognised as come before; not among those accepted.",
            LedgerLine::duplicates),
        counter(
            "hydrant_filtered_total",
            "Events not sent, by the setting that dropped them.",
            List.of("connection", "setting"),
            sink ->
                lines(line ->
                    line.filtered()
                        .forEach((setting, count) -> sink.add(count, line.connection(), setting)))),
        ledger(
            "hydrant_delivered_total",
            "Events in records that Firehose took.",
            LedgerLine::delivered),
        ledger(
            "hydrant_died_total",
            "Events that became dead letters, those replayed or discarded since included.",
            line -> line.deadLetters().died()),
        ledger(
            "hydrant_replayed_total",
            "Events of dead letters that waited again, by a person's command.",
            line -> line.deadLetters().replayed()),
        ledger(
            "hydrant_discarded_total",
            "Events thrown away by a person's command or a policy.",
            LedgerLine::discarded),
        ledger(
            "hydrant_erased_total",
            "Events that were gone with their person before they were delivered.",
            LedgerLine::erased));
  }

  private List<Metric> ofWhatLies() {
    return List.of(
        gauge(
            "hydrant_waiting",
            "Events that wait: pending for their due time or for delivery, sessions for the end of"
                + " their session.",
            List.of("connection", "for"),
            sink ->
                lines(line -> {
                  sink.add(line.pending(), line.connection(), "pending");
                  sink.add(line.sessions(), line.connection(), "sessions");
                })),
        gauge(
            "hydrant_waiting_bytes",
            "Bytes of all that waits, as stored.",
            CONNECTION,
            sink -> lines(line -> sink.add(line.waitingBytes(), line.connection()))),
        gauge(
            "hydrant_dead",
            "Events given up and kept as dead letters.",
            CONNECTION,
            sink -> lines(line -> sink.add(line.dead(), line.connection()))),
        gauge(
            "hydrant_dead_bytes",
            "Bytes of all dead letters, as stored.",
            CONNECTION,
            sink -> lines(line -> sink.add(line.deadLetters().bytes(), line.connection()))));
  }

  private Metric ledger(String name, String help, ToLongFunction<LedgerLine> value) {
    return counter(
        name,
        help,
        CONNECTION,
        sink -> lines(line -> sink.add(value.applyAsLong(line), line.connection())));
  }

  /// Takes stock of the ledger: what is asked for from now on is of this moment.
  public void take() {
    ledger = store.ledger();
  }

  private void lines(Consumer<LedgerLine> each) {
    ledger.forEach(each);
  }

  private List<Metric> ofDelivery() {
    return List.of(
        gauge(
            "hydrant_oldest_due_age_seconds",
            "Age of the oldest that is due and not delivered; 0 when there is none.",
            CONNECTION,
            sink ->
                connections
                    .get()
                    .forEach(
                        (name, outgoing) -> sink.add(oldestDueAge(outgoing.connection()), name))),
        counter(
            "hydrant_records_sent_total",
            "Records in calls to Firehose, counted each time one is sent.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.recordsSent(), name))),
        counter(
            "hydrant_records_taken_total",
            "Records that Firehose took.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.recordsTaken(), name))),
        counter(
            "hydrant_records_again_total",
            "Records that Firehose did not take, or may not have taken, and that are sent again.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.recordsAgain(), name))),
        counter(
            "hydrant_taken_bytes_total",
            "Bytes of the records that Firehose took.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.bill().bytes(), name))),
        counter(
            "hydrant_billed_bytes_total",
            "What Firehose bills them as: each record rounded up to a multiple of 5,120 bytes.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.bill().billed(), name))),
        counter(
            "hydrant_billed_bytes_packed_total",
            "What it would bill with packing, by the connection's own targetBytes or else by the"
                + " default.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.bill().billedPacked(), name))),
        counter(
            "hydrant_billed_bytes_unpacked_total",
            "What it would bill without packing, a record for each document.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.bill().billedUnpacked(), name))),
        counter(
            "hydrant_calls_total",
            "Calls to Firehose by outcome: taken, partly, refused, not_sent, unknown.",
            List.of("connection", "outcome"),
            sink -> calls((name, calls) -> outcomes(sink, name, calls))),
        counter(
            "hydrant_unknown_errors_total",
            "Calls to Firehose answered with an error that is none Hydrant knows; they are sent"
                + " again.",
            CONNECTION,
            sink -> calls((name, calls) -> sink.add(calls.unheardOf(), name))));
  }

  private void calls(BiConsumer<String, DeliveryFigures> each) {
    connections.get().forEach((name, outgoing) -> each.accept(name, outgoing.calls()));
  }

  private static void outcomes(Sink sink, String name, DeliveryFigures calls) {
    for (Outcome outcome : Outcome.values()) {
      sink.add(calls.calls(outcome), name, outcome.name().toLowerCase(Locale.ROOT));
    }
  }

  private double oldestDueAge(int connection) {
    try {
      Page first = store.read(store.opening(connection).head(), 1, 1);
      return first.rows().isEmpty()
          ? 0
          : (double) (store.time() - first.rows().getFirst().key().due()) / MICROS_PER_SECOND;
    } catch (IOException e) {
      LOG.warn("the age of what is due cannot be read: {}", e.getMessage());
      return Double.NaN;
    }
  }

  private List<Metric> ofDoors() {
    List<String> door = List.of("door");
    return List.of(
        counter(
            "hydrant_requests_total",
            "Requests answered, by the status of the answer.",
            List.of("door", "status"),
            sink ->
                doors(each ->
                    each.traffic()
                        .answers()
                        .forEach((status, count) ->
                            sink.add(count, each.name(), Integer.toString(status))))),
        gauge(
            "hydrant_http_connections",
            "Open connections of clients.",
            door,
            sink -> doors(each -> sink.add(each.traffic().connections(), each.name()))),
        counter(
            "hydrant_http_connections_turned_away_total",
            "Connections closed at once because there were too many.",
            door,
            sink -> doors(each -> sink.add(each.traffic().turnedAway(), each.name()))),
        counter(
            "hydrant_http_connections_cut_off_total",
            "Connections closed because a deadline had passed.",
            door,
            sink -> doors(each -> sink.add(each.traffic().cutOff(), each.name()))),
        gauge(
            "hydrant_tls_certificate_expiry_timestamp_seconds",
            "When the certificate that the door shows is over, Unix seconds; NaN without TLS.",
            door,
            sink -> doors(each -> sink.add(expiry(each.identity()), each.name()))),
        gauge(
            "hydrant_http_body_bytes",
            "Bytes of request bodies in memory.",
            door,
            sink -> doors(each -> sink.add(each.traffic().bodyBytes(), each.name()))));
  }

  private static double expiry(@Nullable TlsIdentity identity) {
    return identity == null ? Double.NaN : identity.expiry().getEpochSecond();
  }

  private void doors(Consumer<Door> each) {
    doors.get().forEach(each);
  }
}
