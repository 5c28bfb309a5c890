package io.hydrant.planted;

import java.util.List;
import java.util.stream.Stream;

/// All bugs that are planted.
final class PlantedBugs {
  /// Those that are planted in every build.
  static final List<PlantedBug> QUICK =
      Stream.of(
              StoreBugs.ALL,
              RecoveryBugs.ALL,
              WaitingBugs.ALL,
              ErasureBugs.ALL,
              DeliveryBugs.QUICK,
              ContentBugs.QUICK)
          .flatMap(List::stream)
          .toList();

  static final List<PlantedBug> ALL =
      Stream.of(QUICK, DeliveryBugs.SLOW, ContentBugs.SLOW).flatMap(List::stream).toList();

  private PlantedBugs() {}

  /// Those of this name.
  static List<PlantedBug> named(String name) {
    return ALL.stream().filter(bug -> bug.name().equals(name)).toList();
  }
}
