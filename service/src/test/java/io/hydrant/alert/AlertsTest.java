package io.hydrant.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// When an alert opens and closes, how it is counted and ranked, and that its stored form is whole.
final class AlertsTest {
  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Alerts alerts = new Alerts(clock, List.of());

  private List<Boolean> turns() {
    List<Boolean> turns = new ArrayList<>();
    for (Alerts.Turn turn = alerts.nextTurn(); turn != null; turn = alerts.nextTurn()) {
      turns.add(turn.alert().isOpen());
    }
    return turns;
  }

  private Alert only() {
    assertThat(alerts.ranked()).hasSize(1);
    return alerts.ranked().getFirst();
  }

  @Test
  void aStormOfFailures_isOneOpening_andOneClosing() {
    for (int i = 0; i < 10_000; i++) {
      alerts.raise("c", AlertType.SERVICE_UNAVAILABLE, 2, "503");
      clock.advance(Duration.ofMillis(5));
      alerts.settle();
    }
    assertThat(turns()).containsExactly(true);
    clock.advance(Duration.ofMinutes(61));
    alerts.settle();
    alerts.settle();
    assertThat(turns()).containsExactly(false);
    assertThat(only().recent(clock.millis())).isEqualTo(20_000);
  }

  @Test
  void whatIsSaidToBeOver_closesAtOnce_andOnlyOnce() {
    alerts.raise("", AlertType.DISK, 1, "full");
    alerts.over("", AlertType.DISK);
    alerts.over("", AlertType.DISK);
    alerts.over("c", AlertType.BLOCKED);
    assertThat(turns()).containsExactly(true, false);
    alerts.raise("", AlertType.DISK, 1, "full again");
    assertThat(turns()).containsExactly(true);
    assertThat(only().sample()).isEqualTo("full again");
  }

  @Test
  void countsAreByHour_forTwoDays() {
    for (int hour = 0; hour < 100; hour++) {
      alerts.raise("c", AlertType.NO_ANSWER, 1, "timeout");
      clock.advance(Duration.ofHours(1));
    }
    assertThat(only().byHour()).hasSizeBetween(47, 49);
    assertThat(only().recent(clock.millis())).isBetween(11L, 12L);
  }

  @Test
  void rankedByWhatIsOpen_thenByTheLastTwelveHours() {
    alerts.raise("loud", AlertType.NO_ANSWER, 100, "x");
    clock.advance(Duration.ofMinutes(1));
    alerts.raise("quiet", AlertType.NO_ANSWER, 1, "x");
    alerts.raise("over", AlertType.NO_ANSWER, 1_000, "x");
    alerts.over("over", AlertType.NO_ANSWER);
    assertThat(alerts.ranked().stream().map(Alert::connection))
        .containsExactly("loud", "quiet", "over");
  }

  @Test
  void acknowledged_untilItIsOver_andComesAgain() {
    alerts.raise("c", AlertType.FORBIDDEN, 1, "x");
    assertThat(alerts.acknowledge("c", AlertType.FORBIDDEN)).isTrue();
    assertThat(alerts.acknowledge("d", AlertType.FORBIDDEN)).isFalse();
    alerts.raise("c", AlertType.FORBIDDEN, 1, "x");
    assertThat(only().isAcknowledged()).isTrue();
    alerts.over("c", AlertType.FORBIDDEN);
    alerts.raise("c", AlertType.FORBIDDEN, 1, "x");
    assertThat(only().isAcknowledged()).isFalse();
  }

  @Test
  void theStoredFormIsWhole_andOneOfALaterKindIsLeftAlone() {
    alerts.raise("c", AlertType.BLOCKED, 3, Map.of("app", 2L, "w\"eb", 1L), "Denied \"x\"");
    alerts.acknowledge("c", AlertType.BLOCKED);
    alerts.mute("c", AlertType.BLOCKED, Duration.ofHours(2));
    Alert alert = only();
    assertThat(AlertText.read(AlertText.stored(alert))).isEqualTo(alert);
    Alerts again = new Alerts(clock, List.of(alert));
    again.raise("c", AlertType.BLOCKED, 1, "y");
    assertThat(again.nextTurn()).as("it was open before").isNull();
    String later = AlertText.stored(alert).text().replace("BLOCKED", "OF_TOMORROW");
    assertThat(AlertText.read(io.hydrant.model.Bytes.utf8(later))).isNull();
  }

  @Test
  void inputsAreCounted_sinceItOpened() {
    alerts.raise("c", AlertType.NO_ANSWER, 3, Map.of("app", 2L, "web", 1L), "timeout");
    alerts.raise("c", AlertType.NO_ANSWER, 1, Map.of("app", 1L), "timeout");
    assertThat(only().byInput()).isEqualTo(Map.of("app", 3L, "web", 1L));
    alerts.over("c", AlertType.NO_ANSWER);
    assertThat(only().byInput()).isEqualTo(Map.of("app", 3L, "web", 1L));
    alerts.raise("c", AlertType.NO_ANSWER, 1, Map.of("web", 1L), "timeout");
    assertThat(only().byInput()).isEqualTo(Map.of("web", 1L));
  }

  @Test
  void onlyWhatChangedIsKept() {
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    alerts.raise("d", AlertType.BLOCKED, 1, "x");
    assertThat(alerts.takeChanged()).hasSize(2);
    alerts.raise("d", AlertType.BLOCKED, 1, "x");
    assertThat(Objects.requireNonNull(alerts.takeChanged().getFirst()).connection()).isEqualTo("d");
    assertThat(alerts.takeChanged()).isEmpty();
  }

  @Test
  void everyKindSaysWhatHappened_andWhatToDo() {
    for (AlertType type : AlertType.values()) {
      assertThat(type.title()).isNotBlank();
      assertThat(type.what()).endsWith(".");
      assertThat(type.act()).endsWith(".");
    }
  }
}
