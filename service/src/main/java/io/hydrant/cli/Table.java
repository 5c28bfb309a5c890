package io.hydrant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Columns of text: the first flush left, as many others as are numbers flush right.
final class Table {
  private static final String GAP = "  ";

  /// What is left of the first column, at least.
  private static final int FIRST_MIN = 10;

  private final List<Boolean> isNumber;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param head names of the columns; one that begins with `#` holds numbers
  Table(List<String> head) {
    this.isNumber = head.stream().map(name -> name.startsWith("#")).toList();
    rows.add(head.stream().map(name -> name.replaceFirst("^#", "")).toList());
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  /// Prints it, the head in bold.
  void print(World world) {
    Iterator<String> lines = lines().iterator();
    PrintStream out = world.output().out();
    out.println(Paint.of(world).bold(lines.next()));
    lines.forEachRemaining(out::println);
  }

  /// The lines, the head first.
  List<String> lines() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /// The lines for a terminal of so many columns: the first column is shortened, and those that can
  /// be spared are left out, before any line is longer than that.
  ///
  /// @param spared heads of columns of numbers, the one that goes first first
  List<String> lines(int columns, List<String> spared) {
    int[] widths = widths();
    for (String head : spared) {
      if (total(widths) - widths[0] + Math.min(widths[0], FIRST_MIN) > columns) {
        widths[rows.getFirst().indexOf(head)] = 0;
      }
    }
    widths[0] = Math.max(FIRST_MIN, Math.min(widths[0], columns - (total(widths) - widths[0])));
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int[] widths() {
    int[] widths = new int[isNumber.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static int total(int[] widths) {
    int total = -GAP.length();
    for (int width : widths) {
      total += width == 0 ? 0 : width + GAP.length();
    }
    return total;
  }

  /// @param widths of the columns; 0: it is left out
  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        String cell = cut(row.get(i), widths[i]);
        String gap = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? "" : GAP).append(isNumber.get(i) ? gap + cell : cell + gap);
      }
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
  }
}
