package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.AlertType;
import io.hydrant.emulator.Fault;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// docs/runbook.md has an entry for every alert, in one form, and its faults make the alerts that
/// they stand beside.
class RunbookTest {
  private static final String PAGE = Repository.text("docs/runbook.md");
  private static final Pattern ENTRY = Pattern.compile("(?m)^## ([A-Z][A-Z_]+)$");
  private static final Pattern FAULT = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| `(\\{.+?})`");
  private static final List<String> PARTS =
      List.of(
          "**What happened.**",
          "**Is anything lost?**",
          "**What Hydrant does.**",
          "**What you do.**",
          "```sh\n",
          "**How you see it is over.**");

  /// Each 20 ms after the one before: a minute and more.
  private static final int LOOKS_MAX = 3_000;

  /// A fault of the page, and the alert it makes.
  record Row(String type, String fault) {}

  static Stream<Row> faults() {
    return FAULT.matcher(PAGE).results().map(row -> new Row(row.group(1), row.group(2)));
  }

  @Test
  void everyAlertHasAnEntry_andEveryEntryAnAlert() {
    assertThat(ENTRY.matcher(PAGE).results().map(entry -> entry.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AlertType.values()).map(AlertType::name).toList());
    assertThat(AlertType.NOT_FOUND.runbook()).isEqualTo("docs/runbook.md#not_found");
  }

  @ParameterizedTest
  @EnumSource(AlertType.class)
  void anEntrySays_whatHappened_whatIsLost_whatToDo_andHowItEnds(AlertType type) {
    String entry = entry(type);
    int at = 0;
    for (String part : PARTS) {
      at = entry.indexOf(part, at);
      assertThat(at).as(part).isNotNegative();
    }
  }

  private static String entry(AlertType type) {
    String head = "## " + type.name() + "\n";
    int start = PAGE.indexOf(head) + head.length();
    return PAGE.substring(start, PAGE.indexOf("\n## ", start));
  }

  @Test
  void thereIsAFaultForMost() {
    assertThat(faults().map(Row::type)).contains("FORBIDDEN", "NOT_FOUND", "BLOCKED", "NOT_SENT");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFault_makesTheAlertItStandsBeside(Row row, @TempDir Path data) throws IOException {
    Pattern open = Pattern.compile("\"type\":\"" + row.type() + "\"[^}]*\"open\":true");
    try (ServiceFixture fixture = new ServiceFixture(data)) {
      Fault.parse(row.fault(), "the page").forEach(fixture.emulator::script);
      String longer = ServiceFixture.BATCH.replace("{}", "{\"x\":\"" + "y".repeat(3_000) + "\"}");
      for (String batch : List.of(ServiceFixture.BATCH, longer, ServiceFixture.BATCH)) {
        assertThat(fixture.post(batch).status()).isEqualTo(202);
      }
      String alerts = fixture.look("/api/alerts").body();
      for (int i = 0; i < LOOKS_MAX && !open.matcher(alerts).find(); i++) {
        if (i % 50 == 49) {
          // What came first may have left before the fault began.
          fixture.post(ServiceFixture.BATCH);
        }
        Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
        alerts = fixture.look("/api/alerts").body();
      }
      assertThat(alerts).containsPattern(open);
    }
  }
}
