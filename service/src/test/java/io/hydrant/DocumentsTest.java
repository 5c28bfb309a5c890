package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages of this repository name is there: files, links, and tests.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern FILE =
      Pattern.compile(
          "`((?:[\\w.-]+/)*[\\w-]+\\.(?:java|md|json|yaml|xml)|(?:\\.ci|bin)/[\\w-]+)`");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w{12,})`");

  private static final List<Path> SOURCES =
      Stream.of("src/main", "src/test").flatMap(kind -> Repository.sources(kind).stream()).toList();

  static Stream<Path> pages() {
    return Stream.of(
            "README.md",
            "ARCHITECTURE.md",
            "RATIONALE.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "docs/configuration.md",
            "docs/dependencies.md",
            "docs/performance.md",
            "docs/emulator.md",
            "docs/alerts.md",
            "docs/guarantees.md",
            "docs/install.md",
            "docs/operations.md",
            "docs/security.md",
            "docs/runbook.md",
            "docs/migration.md",
            "firehose-emulator/README.md")
        .map(Repository::path)
        .filter(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatAPageNamesIsThere(Path page) {
    String text = Repository.text(page);
    Path beside = page.resolveSibling(".");
    assertThat(found(LINK, text)).allSatisfy(link -> assertThat(beside.resolve(link)).exists());
    assertThat(found(FILE, text)).filteredOn(file -> !isThere(file)).isEmpty();
    Matcher test = TEST.matcher(text);
    while (test.find()) {
      assertThat(source(test.group(1) + ".java")).as(test.group()).contains(test.group(2) + "(");
    }
  }

  @Test
  void thePagesOneStartsWithAreThere() {
    assertThat(pages().map(page -> page.getFileName().toString()))
        .contains("ARCHITECTURE.md", "RATIONALE.md", "CONTRIBUTING.md", "CHANGELOG.md");
  }

  /// By its path from the root, or a source by the end of its path.
  private static boolean isThere(String file) {
    return Files.exists(Repository.path(file))
        || SOURCES.stream().anyMatch(source -> source.endsWith(file))
        || file.equals("hydrant.yaml")
        || file.equals("faults.yaml")
        || file.equals("migrate.yaml")
        || file.equals("batch.json")
        || file.equals("policy.json");
  }

  private static String source(String name) {
    return SOURCES.stream()
        .filter(source -> source.endsWith(name))
        .findFirst()
        .map(Repository::text)
        .orElse("");
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
