package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.console.Figures;
import io.hydrant.console.Past;
import io.hydrant.deliver.Bill;
import io.hydrant.pages.FlowView.Month;
import io.hydrant.pages.FlowView.Rates;
import io.hydrant.platform.Clock;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Moment;
import io.hydrant.store.Resolution;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// *Flow*: is data flowing, what is stuck and why, is anything lost. Every number is the ledger's,
/// as it is when the page is asked for.
final class FlowPage {
  private static final Duration RATE_OVER = Duration.ofMinutes(2);
  private static final Duration PAST = Duration.ofMinutes(10);
  private static final Duration OVERDUE = Duration.ofSeconds(5);
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final double MONTH_SECONDS = Duration.ofDays(30).toSeconds();
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private final Store store;
  private final Connections connections;
  private final Supplier<Map<String, Figures.Outgoing>> outgoing;
  private final Clock clock;
  private final long startedMillis;

  /// @param outgoing what is sent for connections since the start, by name
  FlowPage(
      Store store,
      Connections connections,
      Supplier<Map<String, Figures.Outgoing>> outgoing,
      Clock clock) {
    this.store = store;
    this.connections = connections;
    this.outgoing = outgoing;
    this.clock = clock;
    this.startedMillis = clock.millis();
  }

  /// Every connection, and the disk they share.
  FlowOverview overview() throws IOException {
    double growth = 0;
    Map<String, LedgerLine> ledger = new LinkedHashMap<>();
    store.ledger().forEach(line -> ledger.put(line.connection(), line));
    Map<String, Integer> numbers = store.connections();
    Map<String, Figures.Outgoing> sent = outgoing.get();
    List<FlowView> views = new ArrayList<>();
    for (Connections.Line line : connections.list()) {
      LedgerLine account = ledger.get(line.name());
      Integer number = numbers.get(line.name());
      if (account != null && number != null) {
        Long firstDue = store.chronicle().firstDue(number);
        List<Moment> moments = past(number);
        growth += growth(moments, account);
        views.add(
            new FlowView(
                number,
                line,
                account,
                mostFirst(account.filtered()),
                rates(moments, account),
                due(firstDue),
                firstDue != null && firstDue < -OVERDUE.toMillis() * MICROS_PER_MILLI,
                month(sent.get(line.name())),
                Past.between(moments).steps().reversed()));
      }
    }
    return new FlowOverview(views, new Disk(store.spareDiskBytes(), growth));
  }

  /// Bytes a second by which what waits for a connection has grown, as far back as is looked.
  private double growth(List<Moment> moments, LedgerLine now) {
    if (moments.isEmpty()) {
      return 0;
    }
    Moment then = moments.getFirst();
    double seconds = Math.max(1, (clock.millis() - then.millis()) / MILLIS_PER_SECOND);
    return (now.waitingBytes() - then.waitingBytes()) / seconds;
  }

  private static Map<String, Long> mostFirst(Map<String, Long> filtered) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    filtered.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private Rates rates(List<Moment> moments, LedgerLine now) {
    long millis = clock.millis();
    long minutes = (millis - RATE_OVER.toMillis()) / MINUTE_MILLIS;
    List<Moment> recent =
        moments.stream().filter(each -> each.millis() / MINUTE_MILLIS >= minutes).toList();
    if (recent.isEmpty()) {
      return new Rates(0, 0);
    }
    Moment then = recent.getFirst();
    double seconds = Math.max(1, (millis - then.millis()) / MILLIS_PER_SECOND);
    return new Rates(
        (now.accepted() - then.accepted()) / seconds,
        (now.delivered() - then.delivered()) / seconds);
  }

  private List<Moment> past(int number) throws IOException {
    long from = clock.millis() - PAST.toMillis() - MINUTE_MILLIS;
    return store.chronicle().of(number, Resolution.MINUTE, from);
  }

  private static String due(@Nullable Long micros) {
    if (micros == null) {
      return "";
    }
    Duration span = Duration.ofMillis(Math.abs(micros) / MICROS_PER_MILLI);
    if (micros > 0) {
      return "next due in " + Words.span(span);
    }
    return span.compareTo(OVERDUE) < 0 ? "due now" : "due for " + Words.span(span);
  }

  private @Nullable Month month(Figures.@Nullable Outgoing sent) {
    if (sent == null) {
      return null;
    }
    Bill bill = sent.calls().bill();
    double seconds = Math.max(1, (clock.millis() - startedMillis) / MILLIS_PER_SECOND);
    double perMonth = Price.PER_BYTE * MONTH_SECONDS / seconds;
    boolean isPacked = bill.billed() < bill.billedUnpacked();
    return new Month(bill.billed() * perMonth, bill.billedPacked() * perMonth, isPacked);
  }
}
