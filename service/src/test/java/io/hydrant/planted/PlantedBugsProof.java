package io.hydrant.planted;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Plants bugs from a command line: all of them, or the one that is named; `--list` names them.
public final class PlantedBugsProof {
  private PlantedBugsProof() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("--list")) {
      PlantedBugs.ALL.forEach(bug -> System.out.println(bug.name()));
      return;
    }
    List<PlantedBug> bugs =
        arguments.length == 0 ? PlantedBugs.ALL : PlantedBugs.named(arguments[0]);
    if (bugs.isEmpty()) {
      System.err.println("There is no planted bug '" + arguments[0] + "'; --list names them.");
      System.exit(2);
    }
    ((Logger) LoggerFactory.getLogger("io.hydrant")).setLevel(Level.OFF);
    System.exit(plant(bugs) ? 0 : 1);
  }

  /// @return whether all were caught
  private static boolean plant(List<PlantedBug> bugs) throws IOException {
    List<String> rows = new ArrayList<>();
    int caught = 0;
    try (Garden garden = new Garden()) {
      for (PlantedBug bug : bugs) {
        System.out.printf("%2d of %d: %s ...%n", rows.size() + 1, bugs.size(), bug.name());
        try {
          Garden.Caught found = garden.plant(bug);
          caught++;
          rows.add("%8d  %-60s  %s".formatted(found.millis(), bug.name(), found.by()));
        } catch (AssertionError e) {
          System.out.println("  NOT CAUGHT: " + e.getMessage());
          rows.add("%8s  %-60s  %s".formatted("-", bug.name(), "NOBODY"));
        }
      }
    }
    System.out.printf("%n%8s  %-60s  %s%n", "ms", "planted", "caught by");
    rows.forEach(System.out::println);
    System.out.printf("%d of %d caught%n", caught, bugs.size());
    return caught == bugs.size();
  }
}
