package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What an audit found of one connection: its account, and what really lies there, both at the same
/// moment. The ledger alone proves nothing about the store, since both share one fate.
///
/// @param rows how many rows lie there, fragments of sessions and dead letters included
/// @param waiting what waits
/// @param dead what was given up
/// @param closedMissing events of closed sessions that wait or are dead and whose fragments are not
///   there
public record Audit(LedgerLine ledger, long rows, Waiting waiting, Dead dead, long closedMissing) {

  /// What waits.
  ///
  /// @param pending events of rows that wait: [LedgerLine#pending()] when all is well
  /// @param sessions events of open sessions: [LedgerLine#sessions()] when all is well
  /// @param bytes what all of it takes: [LedgerLine#waitingBytes()] when all is well
  public record Waiting(long pending, long sessions, long bytes) {}

  /// What was given up.
  ///
  /// @param count events of dead letters: [LedgerLine#dead()] when all is well
  /// @param bytes what they take: [LedgerLine.DeadLetters#bytes()] when all is well
  public record Dead(long count, long bytes) {}

  /// Whether the account balances and agrees with what lies there.
  public boolean agrees() {
    return ledger.balanced()
        && new Waiting(ledger.pending(), ledger.sessions(), ledger.waitingBytes()).equals(waiting)
        && new Dead(ledger.dead(), ledger.deadLetters().bytes()).equals(dead)
        && closedMissing == 0;
  }

  /// Counts all that waits; takes as long as reading it.
  ///
  /// @param numbers of the connections, by name, in the order of the audit
  /// @param over asked now and then: whether the tables are to be closed
  static List<Audit> of(TablesView view, Map<String, Integer> numbers, BooleanSupplier over)
      throws IOException {
    Ledger ledger = Ledger.load(view);
    Heads heads = Heads.load(view);
    List<Audit> audits = new ArrayList<>();
    for (Map.Entry<String, Integer> connection : numbers.entrySet()) {
      LedgerLine line = ledger.line(connection.getValue(), connection.getKey());
      Count count = new Count(view, over);
      count.waiting(heads.head(connection.getValue()));
      count.sessions(connection.getValue());
      count.dead(connection.getValue());
      audits.add(count.audit(line));
    }
    return audits;
  }

  /// One connection's count under way.
  private static final class Count extends Walk {
    private long rows;
    private long pending;
    private long closed;
    private long open;
    private long bytes;
    private long dead;
    private long deadBytes;
    private long deadFragmentBytes;

    Count(TablesView view, BooleanSupplier over) {
      super(view, over);
    }

    Audit audit(LedgerLine line) {
      // The fragments of a dead session lie among those of the sessions that wait.
      Waiting waiting = new Waiting(pending, open, bytes - deadFragmentBytes);
      return new Audit(line, rows, waiting, new Dead(dead, deadBytes), closed);
    }

    @Override
    void waiting(WaitingKey key, byte[] value) {
      rows++;
      bytes += WaitingKey.BYTES + value.length;
      pending += RowValue.count(value);
      closed += RowValue.isSession(value) ? RowValue.count(value) : 0;
    }

    @Override
    void session(byte[] key, byte[] value, boolean isClosed) {
      rows++;
      bytes += key.length + value.length;
      if (isClosed) {
        closed -= RowValue.count(value);
      } else {
        open += RowValue.count(value);
      }
    }

    @Override
    void dead(DeadKey key, byte[] value) {
      byte[] row = DeadLetter.rowValue(value);
      rows++;
      dead += RowValue.count(row);
      deadBytes += DeadLetter.stored(value);
      deadFragmentBytes += RowValue.fragmentBytes(row);
      closed += RowValue.isSession(row) ? RowValue.count(row) : 0;
    }
  }
}
