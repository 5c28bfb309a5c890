package io.hydrant.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What came of all rounds of one proof, as a line of the table; each event counts once for each
/// connection that was to get it.
final class Tally {
  static final String HEAD =
      "| proof | attempted | acknowledged | delivered | recovered | lost | unexpected |"
          + " duplicates explained | duplicates unexplained | dead | filtered |"
          + " recovery ms p50/p99/max | seed |\n"
          + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

  private static final int NAMES_MAX = 5;

  private final String name;
  private final long seed;
  private final List<Long> recoveries = new ArrayList<>();
  private final Set<String> wrong = new TreeSet<>();
  private long attempted;
  private long acknowledged;
  private long delivered;
  private long recovered;
  private long lost;
  private long unexpected;
  private long explained;
  private long unexplained;
  private long dead;
  private long filtered;

  Tally(String name, long seed) {
    this.name = name;
    this.seed = seed;
  }

  String name() {
    return name;
  }

  /// How long a start took until it accepted.
  void recovered(long millis) {
    recoveries.add(millis);
  }

  /// Adds a connection of a round.
  void add(String connection, Account account, Testbed.Line ledger) {
    attempted += account.attempted();
    acknowledged += account.acknowledged();
    delivered += account.delivered();
    recovered += account.recovered();
    lost += account.lost().size();
    unexpected += account.unexpected().size();
    explained += account.duplicates();
    unexplained += account.unexplained().size();
    dead += ledger.dead();
    filtered += ledger.filtered();
    name(connection, "lost", account.lost());
    name(connection, "unexpected", account.unexpected());
    name(connection, "sent twice", account.unexplained());
    if (ledger.accepted() != account.delivered()) {
      wrong(
          "%s: the ledger says that %d were accepted, and %d are there"
              .formatted(connection, ledger.accepted(), account.delivered()));
    }
  }

  private void name(String connection, String what, Set<String> events) {
    if (!events.isEmpty()) {
      List<String> some = events.stream().limit(NAMES_MAX).toList();
      wrong("%s: %s %s of %d".formatted(connection, what, some, events.size()));
    }
  }

  /// Something that must not be, said in a sentence.
  void wrong(String sentence) {
    wrong.add(sentence);
  }

  /// All that must not be; empty when the proof holds.
  Set<String> wrong() {
    return wrong;
  }

  long acknowledged() {
    return acknowledged;
  }

  long lost() {
    return lost;
  }

  long dead() {
    return dead;
  }

  long explained() {
    return explained;
  }

  /// The line of the table.
  String row() {
    List<Long> sorted = recoveries.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %s | %d |",
        name,
        attempted,
        acknowledged,
        delivered,
        recovered,
        lost,
        unexpected,
        explained,
        unexplained,
        dead,
        filtered,
        sorted.isEmpty()
            ? "–"
            : sorted.get(sorted.size() / 2)
                + "/"
                + sorted.get((int) (sorted.size() * 0.99))
                + "/"
                + sorted.getLast(),
        seed);
  }
}
