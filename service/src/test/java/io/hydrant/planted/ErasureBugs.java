package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import java.util.List;

/// Bugs by which somebody who is forgotten is sent all the same, stays on the disk, or takes others
/// along.
final class ErasureBugs {
  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "what is read is not asked whose it is",
              "deliver/Reading.java",
              "if (!gate.passes(page.rows())) {",
              "if (page.rows().size() < 0) {",
              new Named(
                  "deliver.ErasingTest", "pagesThatHoldSomethingCovered_areReadAgainWithoutIt")),
          new PlantedBug(
              "what was in memory is sent",
              "deliver/DeliveryLoop.java",
              "boolean lands = erasing.isToLand(now());",
              "boolean lands = false;",
              new Named("deliver.ErasingTest", "whatIsAboutToBeSent_isNot")),
          new PlantedBug(
              "another with the same e-mail goes along",
              "store/Erasure.java",
              "if (mpid != null && (isByMpid || means(mpid))) {",
              "if (mpid != null && means(mpid)) {",
              new Named("store.ModelErasureTest", "anotherMpid_isAnotherPerson_whateverTheyShare")),
          new PlantedBug(
              "what comes later goes along",
              "store/Erasure.java",
              "if (sequence > upTo) {",
              "if (sequence < 0) {",
              new Named("store.TracerTest", "anErasure_meansItsPerson_andNobodyElse")),
          new PlantedBug(
              "others of a closed session go along",
              "store/Findings.java",
              "if (found.size() == all.size()) {",
              "if (found.size() <= all.size()) {",
              new Named(
                  "store.ModelErasureTest", "ofAClosedSession_thoseOfOthersStay_whereverItIs")),
          new PlantedBug(
              "what is erased is not counted",
              "store/Eraser.java",
              "    books.ledger.add(connection, Ledger.ERASED, found.count());\n",
              "",
              new Named(
                  "store.ModelErasureTest", "aPerson_isForgottenWhereverHeLies_andNobodyElse")),
          new PlantedBug(
              "an open session that closed meanwhile is erased twice",
              "store/OpenSessions.java",
              "if (value == null || sequence <= closedUpTo) {",
              "if (value == null) {",
              new Named(
                  "store.ModelErasureTest",
                  "whatMovesBetweenTheLookAndTheWrite_isFoundWhereItWent")),
          new PlantedBug(
              "the log keeps who is forgotten",
              "store/RocksTables.java",
              "      db.flush(flush, List.copyOf(handles.values()));\n",
              "",
              new Named("store.RocksErasureTest", "inOneLife_neitherLogNorTableHoldsAnything")),
          new PlantedBug(
              "tables keep who is forgotten",
              "store/RocksTables.java",
              "        db.compactRange(handle(family), null, null, compaction);\n",
              "",
              new Named("store.RocksErasureTest", "ofAPersonWhoIsForgotten_noFileHoldsAnything")));

  private ErasureBugs() {}
}
