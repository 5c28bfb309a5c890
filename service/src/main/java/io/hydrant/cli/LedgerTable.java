package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The ledger as a person reads it: a line a connection, and below it what was filtered by which
/// setting.
final class LedgerTable {
  private static final JsonName NAME = JsonName.of("name");
  private static final JsonName FILTERED = JsonName.of("filtered");
  private static final JsonName AUDIT = JsonName.of("audit");
  private static final JsonName AGREES = JsonName.of("agrees");
  private static final JsonName WAITING = JsonName.of("waiting");
  private static final List<String> COLUMNS =
      List.of(
          "connection",
          "#accepted",
          "#duplicates",
          "#filtered",
          "#pending",
          "#sessions",
          "#delivered",
          "#dead",
          "#discarded");

  private final PrintStream out;
  private final Paint paint;

  LedgerTable(World world) {
    this.out = world.output().out();
    this.paint = Paint.of(world);
  }

  void print(JsonIndex ledger, int connections) {
    Table table = new Table(COLUMNS);
    for (int line = ledger.first(connections); line != NONE; line = ledger.next(line)) {
      table.add(cells(ledger, line));
    }
    Iterator<String> lines = table.lines().iterator();
    out.println(paint.bold(lines.next()));
    for (int line = ledger.first(connections); line != NONE; line = ledger.next(line)) {
      out.println(lines.next());
      filtered(ledger, line);
      erased(ledger, line);
      audit(ledger, line);
    }
  }

  private static List<String> cells(JsonIndex ledger, int line) {
    int waiting = ledger.find(line, WAITING);
    List<String> cells = new ArrayList<>();
    for (String head : COLUMNS) {
      String column = head.replaceFirst("^#", "");
      cells.add(
          switch (column) {
            case "connection" -> ledger.string(ledger.find(line, NAME));
            case "filtered" -> Long.toString(sum(ledger, ledger.find(line, FILTERED)));
            case "pending", "sessions" -> number(ledger, waiting, column);
            default -> number(ledger, line, column);
          });
    }
    return cells;
  }

  private static String number(JsonIndex ledger, int object, String name) {
    int value = ledger.find(object, JsonName.of(name));
    return value == NONE ? "0" : ledger.raw(value);
  }

  private static long sum(JsonIndex ledger, int filtered) {
    long sum = 0;
    for (int member = ledger.first(filtered); member != NONE; member = ledger.next(member)) {
      sum += Long.parseLong(ledger.raw(member));
    }
    return sum;
  }

  private void audit(JsonIndex ledger, int line) {
    int audit = ledger.find(line, AUDIT);
    if (audit == NONE) {
      return;
    }
    boolean agrees = ledger.is(ledger.find(audit, AGREES), JsonIndex.Kind.TRUE);
    String found =
        "  audit: %s rows, %s pending, %s in sessions, %s bytes: %s"
            .formatted(
                number(ledger, audit, "rows"),
                number(ledger, audit, "pending"),
                number(ledger, audit, "sessions"),
                number(ledger, audit, "bytes"),
                agrees ? "the ledger agrees" : "the ledger does NOT agree");
    out.println(agrees ? paint.dim(found) : paint.bold(found));
  }

  private void erased(JsonIndex ledger, int line) {
    String erased = number(ledger, line, "erased");
    if (!erased.equals("0")) {
      out.println(paint.dim("  erased with its person: " + erased));
    }
  }

  private void filtered(JsonIndex ledger, int line) {
    int filtered = ledger.find(line, FILTERED);
    for (int member = ledger.first(filtered); member != NONE; member = ledger.next(member)) {
      out.println(paint.dim("  filtered by " + ledger.name(member) + ": " + ledger.raw(member)));
    }
  }
}
