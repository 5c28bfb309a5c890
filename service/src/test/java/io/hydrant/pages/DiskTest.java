package io.hydrant.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When the disk is full, in words.
class DiskTest {
  private static final long GIB = 1L << 30;

  @Test
  void saysWhenItIsFull_onlyWhileWhatWaitsGrows() {
    assertThat(new Disk(GIB, 0).words()).isEqualTo("what waits does not grow");
    assertThat(new Disk(GIB, -5_000).isSoonFull()).isFalse();
    Disk soon = new Disk(GIB, 1 << 20);
    assertThat(soon.words())
        .isEqualTo("what waits grows by 1.0 MiB a second, at this rate full in 17:04");
    assertThat(soon.isSoonFull()).isTrue();
    Disk later = new Disk(100 * GIB, 1 << 20);
    assertThat(later.words()).endsWith("at this rate full in 1 d 4 h");
    assertThat(later.isSoonFull()).isFalse();
    assertThat(new Disk(1_000_000 * GIB, 1_000).words()).endsWith("for more than a year");
    assertThat(new Disk(-1, 1 << 20).words()).endsWith("full in 0:00");
  }
}
