package io.hydrant.store;

import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A data directory made of a [Backup], under a new store id: sequences go on from where the backup
/// was taken, and without it ids of messages that were sent since would be given a second time.
///
/// @param asOf store time of the backup
/// @param ledger every connection's account at that time
public record Restoration(Instant asOf, List<LedgerLine> ledger) {
  public Restoration {
    ledger = List.copyOf(ledger);
  }

  /// Checks a backup and makes a data directory of it, which nobody opens before it is whole.
  ///
  /// @param to which is not there or empty
  /// @throws IOException when that cannot be: the message says what is wrong and where
  public static Restoration of(Path backup, Path to, Chance chance) throws IOException {
    DataDirectory.requireEmpty(to);
    Backup.check(backup);
    try (DataDirectory data = DataDirectory.begin(to)) {
      Copy.remove(data.tables());
      Copy.all(backup.resolve(DataDirectory.TABLES), data.tables(), new CopyProgress());
      Restoration restored;
      try (RocksTables tables = RocksTables.open(data.tables())) {
        Directory.renew(tables, chance);
        restored = read(tables, chance);
      }
      Path audit = backup.resolve(Backup.AUDIT_LOG);
      Copy.beginning(audit, to.resolve(Backup.AUDIT_LOG));
      data.finish();
      return restored;
    }
  }

  private static Restoration read(Tables tables, Chance chance) throws IOException {
    Directory directory = Directory.load(tables, chance);
    Ledger ledger = Ledger.load(tables);
    List<LedgerLine> lines = new ArrayList<>();
    directory.roster.labels().forEach((label, number) -> lines.add(ledger.line(number, label)));
    return new Restoration(
        Instant.EPOCH.plus(Books.lastWrite(tables).time(), ChronoUnit.MICROS), lines);
  }
}
