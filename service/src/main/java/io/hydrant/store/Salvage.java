package io.hydrant.store;

import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What can be read of a damaged store, in a new data directory with a store id of its own. The
/// ledger of the new one says what lies there; what it lacks is counted as discarded, so that every
/// accepted event still has its place.
///
/// @param rows how many rows were read
/// @param gaps where something could not be read
/// @param lines what became of each connection
public record Salvage(long rows, List<String> gaps, List<Line> lines) {
  public Salvage {
    gaps = List.copyOf(gaps);
    lines = List.copyOf(lines);
  }

  /// One connection.
  ///
  /// @param waiting events that wait, those of open sessions included
  /// @param lost events that waited or were dead by the ledger and are not there
  public record Line(String connection, long waiting, long dead, long lost) {}

  /// Reads the old one, which is not changed, and makes the new one.
  ///
  /// @param to which is not there or empty
  /// @throws IOException when nothing can be read, or the new one cannot be written
  public static Salvage of(DataDirectory old, Path to, Chance chance) throws IOException {
    DataDirectory.requireEmpty(to);
    try (Wreck wreck = Wreck.open(old.tables());
        DataDirectory data = DataDirectory.begin(to)) {
      Salvage salvage;
      try (RocksTables tables = RocksTables.open(data.tables())) {
        Salvor salvor = new Salvor(tables);
        for (Family family : Family.values()) {
          salvor.copy(wreck, family);
        }
        if (!Directory.isIn(tables)) {
          throw new IOException("the store id and its secret are lost: nothing can be made of it");
        }
        Directory.renew(tables, chance);
        salvage = new Salvage(salvor.rows, salvor.gaps, settle(tables, chance, salvor.sequence));
      }
      data.finish();
      return salvage;
    }
  }

  /// Copies in writes of some rows.
  private static final class Salvor {
    private static final int WRITE_ROWS = 1_000;

    private final Tables tables;
    private final List<String> gaps = new ArrayList<>();
    private long rows;
    private long sequence;

    Salvor(Tables tables) {
      this.tables = tables;
    }

    void copy(Wreck wreck, Family family) throws IOException {
      List<byte[]> pairs = new ArrayList<>();
      wreck.each(
          family,
          (key, value) -> {
            pairs.add(key);
            pairs.add(value);
            if (pairs.size() == 2 * WRITE_ROWS) {
              write(family, pairs);
            }
          },
          gaps::add);
      write(family, pairs);
    }

    private void write(Family family, List<byte[]> pairs) throws IOException {
      try (Tables.Changes changes = tables.changes()) {
        for (int i = 0; i < pairs.size(); i += 2) {
          byte[] key = pairs.get(i);
          changes.put(family, key, pairs.get(i + 1));
          sequence = Math.max(sequence, sequence(family, key));
          rows++;
        }
        tables.write(changes);
      }
      pairs.clear();
    }

    private static long sequence(Family family, byte[] key) {
      return switch (family) {
        case WAITING -> WaitingKey.of(key).sequence();
        case SESSIONS -> SessionKey.sequence(key);
        default -> 0;
      };
    }
  }

  /// Has the books say what lies there.
  private static List<Line> settle(Tables tables, Chance chance, long sequence) throws IOException {
    Map<String, Integer> numbers = Directory.load(tables, chance).roster.labels();
    Ledger ledger = Ledger.load(tables);
    Heads heads = Heads.load(tables);
    Books.Written last = Books.lastWrite(tables);
    List<Line> lines = new ArrayList<>();
    try (Tables.Changes changes = tables.changes()) {
      for (Map.Entry<String, Integer> connection : numbers.entrySet()) {
        int number = connection.getValue();
        LedgerLine said = ledger.line(number, connection.getKey());
        Holding held = Holding.of(tables, heads.head(number));
        held.putInto(ledger, number);
        long lost = said.pending() + said.sessions() + said.dead() - held.events();
        boolean isLess = lost > 0;
        ledger.add(number, isLess ? Ledger.DISCARDED : Ledger.ACCEPTED, Math.abs(lost));
        lines.add(
            new Line(
                connection.getKey(), held.events() - held.dead(), held.dead(), Math.max(0, lost)));
      }
      ledger.put(changes);
      new Books.Written(last.time(), Math.max(last.sequence(), sequence)).put(changes);
      tables.write(changes);
    }
    return lines;
  }
}
