package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How long a connection goes on with what is not taken, as it is written.
final class BoundsTest {
  private static Bounds bounds(Written written) {
    return written.accepted().connections().getFirst().bounds();
  }

  @Test
  void aSilentConnection_hasTheStandard() {
    assertThat(bounds(new Written())).isEqualTo(Bounds.STANDARD);
  }

  @Test
  void retryFor_canBeForEver() {
    Written written = new Written().with(Section.CONNECTION, "retryFor", "forever");
    assertThat(bounds(written)).isEqualTo(new Bounds(null, null, null));
  }

  @Test
  void retryFor_isNothingElse() {
    assertThat(new Written().with(Section.CONNECTION, "retryFor", "never").refused())
        .singleElement()
        .asString()
        .contains("expected a duration from 1s to 3650d, or forever");
  }
}
