package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import io.hydrant.planted.Catcher.Seeds;
import java.util.List;

/// Bugs on the way to the disk: what was answered is lost, kept twice, or counted wrongly.
final class StoreBugs {
  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "no fsync",
              "store/RocksTables.java",
              "return open(directory, true);",
              "return open(directory, false);",
              new Named("store.RocksDamageTest", "syncedRows_surviveAKill")),
          new PlantedBug(
              "202 before the write is durable",
              "store/Committer.java",
              """
                    open.tables.write(changes);
                  } catch (IOException | RuntimeException e) {
                    fail(load, e);
                    return;
                  }
                  open.settle(time);
                  load.submissions().forEach(underway::end);
                  lastWriteNanos = clock.nanos();
                  reopenings = 0;
                  commit.whenDurable().forEach(Committer::tell);
              """,
              """
                    commit.whenDurable().forEach(Committer::tell);
                    open.tables.write(changes);
                  } catch (IOException | RuntimeException e) {
                    fail(load, e);
                    return;
                  }
                  open.settle(time);
                  load.submissions().forEach(underway::end);
                  lastWriteNanos = clock.nanos();
                  reopenings = 0;
              """,
              new Seeds(50)),
          new PlantedBug(
              "the write not atomic over two connections",
              "store/Commit.java",
              "      keep(waiting, sequence);\n",
              "      keep(waiting, sequence);\n      books.tables.write(changes);\n",
              new Seeds(50)),
          new PlantedBug(
              "dedup mark without the batch",
              "store/Commit.java",
              "        sequences.add(keep(parts.get(i), prepared.parts().get(i), duplicate));\n",
              """
                      books.tables.write(changes);
                      sequences.add(keep(parts.get(i), prepared.parts().get(i), duplicate));
              """,
              new Seeds(50)),
          new PlantedBug(
              "batch without the dedup mark",
              "store/Seen.java",
              "    changes.put(family(period), key(mark), new byte[0]);\n",
              "",
              new Named("store.ModelStoreTest", "twins_areKeptOnce_inOneWriteAndAcrossCrashes")),
          new PlantedBug(
              "ledger counted twice",
              "store/Ledger.java",
              "    staged.clear();\n",
              "",
              new Named("store.ModelStoreTest", "audit_countsWhatLiesThere_behindTheHeadOrNot")),
          new PlantedBug(
              "ledger not with the write",
              "store/Books.java",
              "    ledger.put(changes);\n",
              """
                  try (Tables.Changes own = tables.changes()) {
                    ledger.put(own);
                    tables.write(own);
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
              """,
              new Seeds(50)),
          new PlantedBug(
              "dedup without the API key's scope",
              "store/Store.java",
              "hash.of(Bytes.utf8(\"mark\"), Bytes.utf8(input), Bytes.utf8(requestId))",
              "hash.of(Bytes.utf8(\"mark\"), Bytes.utf8(requestId))",
              new Named(
                  "collect.CollectorTest",
                  "requestIdsAreAnInputsOwn_andOnlyTextsThatSaySomething")),
          new PlantedBug(
              "dedup window by a clock that jumped",
              "store/Committer.java",
              "      open.seen.turn(time);\n",
              "      open.seen.turn(clock.millis() * 1000);\n",
              new Named("store.ModelStoreTest", "clockAYearForwardAndBack_expiresNothing")),
          new PlantedBug(
              "store time by a clock that jumped",
              "store/StoreTime.java",
              "time += Math.min(behind, elapsed / NUDGE_DIVISOR);",
              "time += behind;",
              new Named("store.ModelStoreTest", "clockAYearForwardAndBack_expiresNothing")),
          new PlantedBug(
              "swallowed IOException of a write",
              "store/Committer.java",
              "      open.tables.write(changes);\n",
              """
                    try {
                      open.tables.write(changes);
                    } catch (IOException e) {
                      LOG.error("a write failed", e);
                    }
              """,
              new Named(
                  "store.StoreFailureTest", "failedWrite_refuses_opensAgain_andAcceptsOnceMore")),
          new PlantedBug(
              "swallowed IOException of a read",
              "deliver/Reading.java",
              "      more = true;\n      throw e;\n",
              "      isPageLast = true;\n",
              new Named(
                  "deliver.GroupDeliveryTest", "aStoreThatFailsWhileAGroupIsRead_endsNoGroup")),
          new PlantedBug(
              "strikes of before the store was opened again",
              "store/Committer.java",
              "if (order instanceof Strike strike && strike.opening().number() != open.opening) {",
              "if (order instanceof Strike strike && strike.opening().number() > open.opening) {",
              new Named(
                  "store.StoreFailureTest", "strikeFromBeforeTheStoreWasOpenedAgain_isRefused")),
          new PlantedBug(
              "newer data directory opened by an older binary",
              "store/DataDirectory.java",
              "if (format.equals(expected)) {",
              "if (!format.isEmpty()) {",
              new Named("store.DataDirectoryTest", "aNewerFormat_isRefusedUntouched_andNamed")));

  private StoreBugs() {}
}
