package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What an audit found of one connection: its account, and what really lies there, both at the same
/// moment. The ledger alone proves nothing about the store, since both share one fate.
///
/// @param rows how many rows wait
/// @param counted events they hold: [LedgerLine#pending()] when all is well
/// @param countedBytes what they take: [LedgerLine#pendingBytes()] when all is well
public record Audit(LedgerLine ledger, long rows, long counted, long countedBytes) {

  /// Whether the account balances and agrees with what lies there.
  public boolean agrees() {
    return ledger.balanced()
        && ledger.pending() == counted
        && ledger.pendingBytes() == countedBytes;
  }

  /// Counts all that waits; takes as long as reading it.
  ///
  /// @param numbers of the connections, by name
  /// @param over asked now and then: whether the tables are to be closed
  static List<Audit> of(TablesView view, Map<String, Integer> numbers, BooleanSupplier over)
      throws IOException {
    Ledger ledger = Ledger.load(view);
    Heads heads = Heads.load(view);
    List<Audit> audits = new ArrayList<>();
    for (Map.Entry<String, Integer> connection : new TreeMap<>(numbers).entrySet()) {
      int number = connection.getValue();
      LedgerLine line = ledger.line(number, connection.getKey());
      audits.add(count(view, heads.head(number), line, over));
    }
    return audits;
  }

  private static Audit count(
      TablesView view, WaitingKey head, LedgerLine line, BooleanSupplier over) throws IOException {
    long rows = 0;
    long counted = 0;
    long bytes = 0;
    byte[] end = WaitingKey.floor(head.connection() + 1, 0).bytes();
    try (TablesView.Cursor cursor = view.scan(Family.WAITING, head.bytes(), end)) {
      for (; cursor.valid(); cursor.next()) {
        byte[] value = cursor.value();
        rows++;
        counted += RowValue.count(value);
        bytes += RowValue.stored(value.length);
        if (rows % 1_000 == 0 && over.getAsBoolean()) {
          throw new IOException("the store failed during the audit");
        }
      }
    }
    return new Audit(line, rows, counted, bytes);
  }
}
