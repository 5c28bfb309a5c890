package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every key in a running service: a changed file takes effect, or is refused whole because the
/// service stands on what it changes. The table is that of [EverySettingTest], which has every key.
class EverySettingReloadTest {

  static List<EverySettingTest.Row> rows() {
    return EverySettingTest.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void changed_itTakesEffect_orIsRefusedWithItsPlace(EverySettingTest.Row row) {
    Written written = EverySettingTest.with(row);
    Configuration running = new Written().accepted();
    Loaded loaded =
        ConfigurationFile.parse(
            written.text(), "hydrant.yaml", Path.of("/etc/hydrant"), Written.ENVIRONMENT, running);
    if (EverySettingTest.setting(row.path()).role() == Role.START) {
      String key = row.path().substring(row.path().lastIndexOf('.') + 1);
      assertThat(loaded.toString())
          .startsWith("Refused")
          .containsPattern(
              "hydrant.yaml:\\d+:\\d+: [a-z.]*" + key + ": a change needs a restart: ");
    } else {
      assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
      Configuration now = ((Loaded.Accepted) loaded).configuration();
      assertThat(row.found().apply(now)).isEqualTo(row.read());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void leftOutAgain_theDefaultHolds_orIsRefused(EverySettingTest.Row row) {
    Configuration running = EverySettingTest.with(row).accepted();
    Loaded loaded =
        ConfigurationFile.parse(
            new Written().text(),
            "hydrant.yaml",
            Path.of("/etc/hydrant"),
            Written.ENVIRONMENT,
            running);
    if (EverySettingTest.setting(row.path()).role() == Role.START) {
      assertThat(loaded.toString())
          .contains(row.path().replaceFirst("\\..*", "") + ": a change needs");
    } else {
      assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
      Configuration now = ((Loaded.Accepted) loaded).configuration();
      assertThat(row.found().apply(now)).isEqualTo(row.standard());
    }
  }
}
