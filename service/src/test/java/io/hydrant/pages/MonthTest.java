package io.hydrant.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonthTest {
  @Test
  void packingIsSaidWhenItSavesWhatCanBeSeen() {
    assertThat(new FlowView.Month(12, 4, false).isWorthPacking()).isTrue();
    assertThat(new FlowView.Month(12, 4, true).isWorthPacking()).isFalse();
    assertThat(new FlowView.Month(12, 11.5, false).isWorthPacking()).isFalse();
    assertThat(new FlowView.Month(0.012, 0.004, false).isWorthPacking()).isFalse();
  }

  @Test
  void aSumIsNeverNothing_whenItIsNot() {
    assertThat(Words.dollars(0)).isEqualTo("$0.00");
    assertThat(Words.dollars(0.004)).isEqualTo("under a cent");
    assertThat(Words.dollars(12.345)).isEqualTo("$12.35");
    assertThat(Words.dollars(12_345)).isEqualTo("$12,345");
  }
}
