package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Valid configurations with mistakes in them: whatever the mistake, the answer is a configuration
/// or errors with a place, and no secret is in them.
class ConfigurationFuzzTest {
  private static final int CASES = 250;
  private static final List<String> SECRETS =
      List.of(Written.INPUT_SECRET, Written.AWS_SECRET, "AKIAIOSFODNN7EXAMPLE", "Tok3n/9876543210");
  private static final List<String> SPLINTERS =
      List.of(
          ":",
          ": ",
          " ",
          "\n",
          "\n  ",
          "\t",
          "-",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!b ",
          "|\n",
          ">\n",
          "${",
          "}",
          "${env:",
          "${env:NONE}",
          "${file:none}",
          "$$",
          "---\n",
          "...\n",
          "<<: ",
          "? ",
          "%",
          "@",
          "null",
          "~",
          "true",
          "0x7",
          "-1",
          "9".repeat(30),
          "1e999",
          ".nan",
          "\\u0000",
          "\"\\uD800\"",
          "\u0000",
          "\uFEFF",
          "\uD83D",
          "é",
          "💧");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mistakesAreRefusedWithAPlaceAndWithoutSecrets(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String text = valid(random);
      assertThat(Written.load(text)).as(text).isInstanceOf(Loaded.Accepted.class);
      int mistakes = 1 + random.nextInt(3);
      for (int j = 0; j < mistakes; j++) {
        text = mistake(text, random);
      }
      refused += read(text, "seed " + seed + ", case " + i) ? 0 : 1;
    }
    assertThat(refused).as("seed " + seed).isBetween(CASES / 2, CASES - 1);
  }

  /// Whether it was accepted.
  private static boolean read(String text, String which) {
    String described = which + ":\n" + text;
    Loaded[] loaded = new Loaded[1];
    assertThatCode(() -> loaded[0] = load(text)).as(described).doesNotThrowAnyException();
    if (!(loaded[0] instanceof Loaded.Refused refused)) {
      return true;
    }
    for (ConfigurationError error : refused.errors()) {
      assertThat((error.line() >= 1 && error.column() >= 1) || error.path().isEmpty())
          .as(error + " in " + described)
          .isTrue();
      assertThat(error.line()).as(described).isLessThanOrEqualTo(text.split("\\R", -1).length);
      assertThat(error.toString()).startsWith("hydrant.yaml:").doesNotContain("\n");
      assertThat(SECRETS.stream().filter(secret -> reveals(error.message(), secret)))
          .as(error + " in " + described)
          .isEmpty();
    }
    return false;
  }

  private static Loaded load(String text) {
    return ConfigurationFile.parse(
        text, "hydrant.yaml", Path.of("/etc/hydrant"), Written.ENVIRONMENT);
  }

  /// Whether eight characters in a row of a secret are shown.
  private static boolean reveals(String message, String secret) {
    for (int i = 0; i + 8 <= secret.length(); i++) {
      if (message.contains(secret.substring(i, i + 8))) {
        return true;
      }
    }
    return false;
  }

  private static String valid(SplittableRandom random) {
    Written written =
        new Written()
            .with(Section.OUTPUT, "name", "aws")
            .with(Section.OUTPUT, "accessKeyId", pick(random, "${env:AWS_KEY}", SECRETS.get(2)))
            .with(Section.OUTPUT, "secretAccessKey", Written.AWS_SECRET)
            .with(Section.OUTPUT, "sessionToken", "\"" + SECRETS.get(3) + "\"")
            .with(Section.CONNECTION, "output", "aws");
    if (random.nextBoolean()) {
      written.with(Section.INPUT, "secret", Written.INPUT_SECRET);
    }
    boolean isAudience = random.nextBoolean();
    written.with(Section.CONNECTION, "type", isAudience ? "audience" : "event");
    for (EverySettingTest.Row row : EverySettingTest.rows()) {
      Section section = section(row.path());
      String key = row.path().substring(row.path().lastIndexOf('.') + 1);
      if (key.equals("type") || AudienceRows.isOfOthers(row.path(), isAudience)) {
        continue;
      }
      boolean named = List.of("feed", "name", "profile", "externalId").contains(key);
      boolean limits = section == Section.LIMITS || key.equals("limits");
      boolean packing = section == Section.PACKING || key.equals("packing");
      if (random.nextInt(4) == 0 && section != Section.OUTPUT && !named && !limits && !packing) {
        written.with(section, key, row.written());
        if (key.startsWith("partner")) {
          AudienceRows.beside(row.path(), written);
        }
        SenderRows.beside(row.path(), written);
        AccessRows.beside(row.path(), written);
      }
    }
    return written.text();
  }

  private static Section section(String path) {
    return Definitions.ALL.stream()
        .filter(setting -> setting.path().equals(path))
        .findFirst()
        .orElseThrow()
        .section();
  }

  private static String mistake(String text, SplittableRandom random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
      case 2 -> text.substring(0, at);
      case 3 -> swapped(text, random);
      default -> text.substring(0, at) + splinter(random) + text.substring(at);
    };
  }

  private static String swapped(String text, SplittableRandom random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    int from = random.nextInt(lines.size());
    String line = lines.remove(from);
    lines.add(random.nextInt(lines.size() + 1), line);
    return String.join("\n", lines) + "\n";
  }

  private static String splinter(SplittableRandom random) {
    return SPLINTERS.get(random.nextInt(SPLINTERS.size()));
  }

  private static String pick(SplittableRandom random, String one, String other) {
    return random.nextBoolean() ? one : other;
  }
}
