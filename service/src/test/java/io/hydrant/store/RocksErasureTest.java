package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on RocksDB, on a real disk.
final class RocksErasureTest extends ErasureContract {
  @TempDir Path directory;

  @Override
  Tables openTables() throws IOException {
    return RocksTables.open(directory.resolve("store"));
  }

  @Test
  void inOneLife_neitherLogNorTableHoldsAnything() throws IOException {
    everythingOf("1", ANN);
    everythingOf("2", BOB);
    forget(mpid("1"));
    sweep(false);
    close();
    assertThat(DiskScan.of(directory, ANN).all()).isZero();
    assertThat(DiskScan.of(directory, BOB).all()).isGreaterThan(10);
  }

  @Test
  void ofAPersonWhoIsForgotten_noFileHoldsAnything() throws IOException {
    everythingOf("1", ANN);
    everythingOf("2", BOB);
    close();
    assertThat(DiskScan.of(directory, ANN).logs()).as("found in the log").isGreaterThan(10);
    open();
    close();
    assertThat(DiskScan.of(directory, ANN).tables()).as("found in tables").isGreaterThan(10);
    open();
    // Struck off, and not yet gone from the disk.
    giveUpAll();
    begin(mpid("1"));
    sweep();
    close();
    assertThat(DiskScan.of(directory, ANN).all()).isZero();
    assertThat(DiskScan.of(directory, BOB).tables()).isGreaterThan(5);
  }
}
