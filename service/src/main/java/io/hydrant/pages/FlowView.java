package io.hydrant.pages;

import io.hydrant.console.Connections;
import io.hydrant.console.Past;
import io.hydrant.store.LedgerLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection as *Flow* shows it.
///
/// @param number of it in the store: stays when it is renamed
/// @param line its state
/// @param ledger its account
/// @param filtered how often by each setting, the most first
/// @param rates of the last minute or so
/// @param due when the next of what waits is due, in words; empty when nothing waits
/// @param isOverdue whether that time has passed by more than a moment
/// @param bill what Firehose bills; null when nothing is sent for it
/// @param past its last minutes, the latest first
public record FlowView(
    int number,
    Connections.Line line,
    LedgerLine ledger,
    Map<String, Long> filtered,
    Rates rates,
    String due,
    boolean isOverdue,
    @Nullable Month bill,
    List<Past.Step> past) {
  public FlowView {
    past = List.copyOf(past);
  }

  /// Events a second.
  public record Rates(double accepted, double delivered) {}

  /// What a month costs at the rate since the start, in US dollars.
  ///
  /// @param now as it is sent today
  /// @param packed as it would be with packing
  /// @param isPacked whether it is packed today
  public record Month(double now, double packed, boolean isPacked) {
    private static final double CENT = 0.01;

    /// Whether packing would save something worth saying.
    public boolean isWorthPacking() {
      return !isPacked && now > packed * 1.1 && now - packed >= CENT;
    }
  }

  /// All that was dropped.
  public long filteredTotal() {
    return filtered.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What waits, open sessions included.
  public long waiting() {
    return ledger.pending() + ledger.sessions();
  }

  /// Where what passes in a state can be watched.
  public String live(String state) {
    return "/live?connection=" + Words.encoded(line.name()) + "&state=" + state;
  }

  /// What kind of state it is in: good, slow, bad or still, as styles call them.
  public String tone() {
    return Words.tone(line.state().word());
  }
}
