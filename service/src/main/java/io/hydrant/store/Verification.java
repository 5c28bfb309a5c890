package io.hydrant.store;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What is wrong with a store that nobody runs on: checksums of all files, whether every row can be
/// read, and whether the ledger says what lies there. Changes none of its data.
///
/// @param findings what is wrong and where; none when all is well
/// @param rows that were read
public record Verification(List<String> findings, long rows) {
  /// Behind every key of every family.
  static final byte[] END = new byte[64];

  static {
    Arrays.fill(END, (byte) -1);
  }

  public Verification {
    findings = List.copyOf(findings);
  }

  /// Reads all of it.
  public static Verification of(DataDirectory data, Clock clock) {
    Reading reading = new Reading();
    reading.files(data.tables());
    try (RocksTables tables = RocksTables.openToRead(data.tables())) {
      for (Family family : Family.values()) {
        reading.rows(tables, family);
      }
      reading.books(tables, clock);
    } catch (IOException | RuntimeException e) {
      reading.found(String.valueOf(e.getMessage()));
    }
    return new Verification(reading.findings, reading.rows);
  }

  /// One under way.
  private static final class Reading {
    private final List<String> findings = new ArrayList<>();
    private long rows;

    void found(String what) {
      findings.add(what);
    }

    void files(Path directory) {
      try {
        Damage.damagedTables(directory).forEach(table -> found(table + " is damaged"));
        LogEnd.damaged(directory).forEach(log -> found(log + " is damaged"));
      } catch (IOException e) {
        found(directory + " cannot be read: " + e.getMessage());
      }
    }

    void rows(TablesView tables, Family family) {
      SessionMarker marker = new SessionMarker();
      byte[] last = new byte[0];
      try (TablesView.Cursor cursor = tables.scan(family, last, END)) {
        for (; cursor.valid(); cursor.next()) {
          last = cursor.key();
          row(family, last, cursor.value(), marker);
          rows++;
        }
      } catch (IOException | RuntimeException e) {
        String key = HexFormat.of().formatHex(last);
        found("%s, at or behind the key %s: %s".formatted(family.text(), key, e.getMessage()));
      }
    }

    private static void row(Family family, byte[] key, byte[] value, SessionMarker marker) {
      WaitingKey nowhere = WaitingKey.floor(0, 0);
      switch (family) {
        case WAITING -> RowValue.row(WaitingKey.of(key), value);
        case SESSIONS -> {
          if (!marker.isMark(key, value)) {
            RowValue.row(nowhere, value);
          }
        }
        case DEAD -> RowValue.row(nowhere, DeadLetter.rowValue(value));
        default -> {
          // Read by #books, or nothing but its key.
        }
      }
    }

    void books(Tables tables, Clock clock) throws IOException {
      if (!Directory.isIn(tables)) {
        found("there is no store id");
        return;
      }
      Books books = new Books(tables, 0, new StoreTime(clock), Chance.secure(), Long.MAX_VALUE);
      for (Audit audit : Audit.of(tables, books.accounts(), () -> false)) {
        if (!audit.agrees()) {
          found(disagreement(audit));
        }
      }
    }

    private static String disagreement(Audit audit) {
      LedgerLine line = audit.ledger();
      return "connection %s: the ledger %s and says %d pending, %d in sessions, %d dead, %d bytes; there are %d, %d, %d, %d, and %d events of closed sessions are missing"
          .formatted(
              line.connection(),
              line.balanced() ? "balances" : "does not balance",
              line.pending(),
              line.sessions(),
              line.dead(),
              line.waitingBytes() + line.deadLetters().bytes(),
              audit.waiting().pending(),
              audit.waiting().sessions(),
              audit.dead().count(),
              audit.waiting().bytes() + audit.dead().bytes(),
              audit.closedMissing());
    }
  }
}
