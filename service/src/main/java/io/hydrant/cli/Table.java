package io.hydrant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Columns of text: the first flush left, as many others as are numbers flush right.
final class Table {
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
    int[] widths = new int[isNumber.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ").append(isNumber.get(i) ? gap + row.get(i) : row.get(i) + gap);
    }
    return line.toString().stripTrailing();
  }
}
