package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import java.util.List;

/// Bugs of what is reached for when a disk was lost or a store is damaged.
final class RecoveryBugs {
  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "restored under the old store id",
              "store/Restoration.java",
              "        Directory.renew(tables, chance);\n",
              "",
              new Named("store.BackupTest", "itIsRestoredUnderAnotherStoreId")),
          new PlantedBug(
              "restored without its checksums",
              "store/Restoration.java",
              "    Backup.check(backup);\n",
              "",
              new Named("store.BackupTest", "aFlippedBitInAnyFile_isFoundBeforeAnythingIsWritten")),
          new PlantedBug(
              "restored over what lies there",
              "store/DataDirectory.java",
              "      if (files.findAny().isPresent()) {\n",
              "      if (files.count() < 0) {\n",
              new Named("store.BackupTest", "whatLiesThere_isLeftAlone")),
          new PlantedBug(
              "a foreign file in a backup taken for its own",
              "store/Backup.java",
              "if (!expected.containsKey(DataDirectory.TABLES + \"/\" + file.getFileName())) {",
              "if (expected.isEmpty()) {",
              new Named("store.BackupTest", "aFileThatIsMissingOrTooMany_isNamed")),
          new PlantedBug(
              "a backup that was cut off taken for one",
              "store/Backup.java",
              "      SortedMap<String, String> stored =\n",
              """
                    Files.writeString(to.resolve(SUMS), "");
                    SortedMap<String, String> stored =
              """,
              new Named("store.BackupTest", "aCopyThatIsEnded_breaksOff_andHoldsOnToNothing")),
          new PlantedBug(
              "a checkpoint that nobody removes",
              "store/Backup.java",
              """
                  } finally {
                    Copy.remove(checkpoint);
                  }
              """,
              """
                  } finally {
                    progress.bytes();
                  }
              """,
              new Named("store.BackupTest", "aCopyThatIsEnded_breaksOff_andHoldsOnToNothing")),
          new PlantedBug(
              "salvaged events that the ledger does not know",
              "store/Salvage.java",
              "        held.putInto(ledger, number);\n",
              "",
              new Named("store.SalvageTest", "aDamagedTable_isNamed_andAllButTheBlockIsSalvaged")),
          new PlantedBug(
              "lost events that no account has",
              "store/Salvage.java",
              "        ledger.add(number, isLess ? Ledger.DISCARDED : Ledger.ACCEPTED, Math.abs(lost));\n",
              "",
              new Named("store.SalvageTest", "aDamagedTable_isNamed_andAllButTheBlockIsSalvaged")),
          new PlantedBug(
              "the last rows of a family not salvaged",
              "store/Salvage.java",
              """
                        gaps::add);
                    write(family, pairs);
              """,
              """
                        gaps::add);
              """,
              new Named("store.SalvageTest", "aWholeStore_hasNothingWrong_andIsSalvagedWhole")));

  private RecoveryBugs() {}
}
