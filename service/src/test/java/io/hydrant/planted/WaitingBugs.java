package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import java.util.List;

/// Bugs of windows and sessions that wait for their end.
final class WaitingBugs {
  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "a window flushed twice under different ids",
              "encode/Ids.java",
              "return new UUID(high, low);",
              "return UUID.randomUUID();",
              new Named(
                  "deliver.GroupDeliveryTest",
                  "anOverLongGroup_takenInSilenceAndReadAgain_hasTheSameIdsAndBytes")),
          new PlantedBug(
              "a window that grows after it was read",
              "store/Commit.java",
              "Math.floorDiv(time - phase, interval)",
              "Math.floorDiv(books.horizon() - phase, interval)",
              new Named(
                  "store.ModelStoreTest", "windowAfterAnIdleTime_isNotOverWhenItsFirstBatchComes")),
          new PlantedBug(
              "a window lost on restart",
              "store/Committer.java",
              "            open.heads.head(connection),\n",
              "            WaitingKey.floor(connection, open.time.now()),\n",
              new Named(
                  "deliver.GroupDeliveryTest",
                  "anOverLongGroup_takenInSilenceAndReadAgain_hasTheSameIdsAndBytes")),
          new PlantedBug(
              "a session timer lost on restart",
              "store/Timers.java",
              "    return new Timers(stored == null ? SessionTimer.floor(0) : stored);\n",
              """
                  byte[] time = tables.get(Family.META, "time".getBytes(StandardCharsets.UTF_8));
                  return new Timers(
                      SessionTimer.floor(
                          time == null ? 0 : java.nio.ByteBuffer.wrap(time).getLong()));
              """,
              new Named(
                  "store.ModelSessionTest",
                  "whatCameDueWhileDown_closesAtTheStart_alsoAtTheOneAfterAStartThatDied")));

  private WaitingBugs() {}
}
