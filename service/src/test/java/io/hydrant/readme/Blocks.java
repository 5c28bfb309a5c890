package io.hydrant.readme;

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
    List<Block> blocks = new ArrayList<>();
    String language = null;
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
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
