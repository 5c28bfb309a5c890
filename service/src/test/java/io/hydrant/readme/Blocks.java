package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The fenced blocks of a Markdown file, in order.
record Blocks(List<Block> all) {

  /// @param language what stands behind the fence
  record Block(String language, String text) {}

  static Blocks of(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  /// Those below one heading of the second level.
  static Blocks below(String heading, Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int start = lines.indexOf("## " + heading) + 1;
    assertThat(start).as(heading).isPositive();
    return of(
        lines.subList(start, lines.size()).stream()
            .takeWhile(line -> !line.startsWith("## "))
            .toList());
  }

  private static Blocks of(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String language = null;
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (!line.startsWith("```")) {
        text.append(line).append('\n');
      } else if (language == null) {
        language = line.substring(3).strip();
        text.setLength(0);
      } else {
        blocks.add(new Block(language, text.toString().strip()));
        language = null;
      }
    }
    return new Blocks(List.copyOf(blocks));
  }

  List<String> in(String language) {
    return all.stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }
}
