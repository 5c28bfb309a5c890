package io.hydrant.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The scripts of docs/emulator.md, under the number of the misfortune they make.
record MisfortunePage(Map<Integer, List<String>> scripts) {
  private static final Pattern HEADING = Pattern.compile("### (\\d+)\\. .+");

  static MisfortunePage read() throws IOException {
    Map<Integer, List<String>> scripts = new TreeMap<>();
    List<String> under = new ArrayList<>();
    StringBuilder script = null;
    for (String line : Files.readAllLines(Path.of("../docs/emulator.md"))) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        under = scripts.computeIfAbsent(Integer.valueOf(heading.group(1)), n -> new ArrayList<>());
      } else if (line.equals("```yaml")) {
        script = new StringBuilder();
      } else if (line.equals("```") && script != null) {
        under.add(script.toString());
        script = null;
      } else if (script != null) {
        script.append(line).append('\n');
      }
    }
    return new MisfortunePage(scripts);
  }

  List<String> of(int number) {
    return scripts.getOrDefault(number, List.of());
  }
}
