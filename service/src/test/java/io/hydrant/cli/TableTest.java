package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// How a table fits a terminal.
class TableTest {
  private final Table table = new Table(List.of("connection", "state", "#in/s", "#dead"));

  private List<String> lines(int columns) {
    table.add(List.of("to-the-warehouse", "sending", "12", "3"));
    return table.lines(columns, List.of("in/s"));
  }

  @Test
  void whereThereIsRoom_allOfItIsShown() {
    assertThat(lines(Integer.MAX_VALUE))
        .containsExactly(
            "connection        state    in/s  dead", "to-the-warehouse  sending    12     3");
  }

  @Test
  void inANarrowOne_namesAreShortened() {
    assertThat(lines(31))
        .containsExactly("connection  state    in/s  dead", "to-the-wa…  sending    12     3");
  }

  @Test
  void inANarrowerOne_columnsAreLeftOut_andTheRestStays() {
    assertThat(lines(30))
        .containsExactly("connection       state    dead", "to-the-warehou…  sending     3");
  }
}
