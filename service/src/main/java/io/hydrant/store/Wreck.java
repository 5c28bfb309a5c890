package io.hydrant.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/// A damaged store, of which what can be read is read. Where a block is damaged, reading goes on
/// behind it: where that is, nothing says, so it is found by trying keys between.
final class Wreck implements AutoCloseable {
  private static final int KEY_BYTES = Verification.END.length;
  private static final BigInteger END = new BigInteger(1, Verification.END);

  private final Path view;
  private final RocksTables tables;

  private Wreck(Path view, RocksTables tables) {
    this.view = view;
    this.tables = tables;
  }

  /// Opens it without changing anything of it; damaged parts of its logs are skipped.
  ///
  /// @throws IOException when nothing of it can be read: its list of files is damaged
  static Wreck open(Path directory) throws IOException {
    Path view = Files.createTempDirectory("hydrant-wreck");
    try {
      ReusedRecords.leaveOut(directory, view);
      return new Wreck(view, RocksTables.openToSalvage(view));
    } catch (IOException e) {
      Copy.remove(view);
      String message = String.valueOf(e.getMessage());
      throw new IOException(message.replace(view.toString(), directory.toString()), e);
    }
  }

  /// Takes what can be read.
  @FunctionalInterface
  interface Finder {
    void take(byte[] key, byte[] value) throws IOException;
  }

  /// All rows of a family that can be read, in order.
  ///
  /// @param gaps told of each stretch that cannot
  void each(Family family, Finder finder, Consumer<String> gaps) throws IOException {
    byte[] from = new byte[0];
    while (true) {
      byte[] broken = readUntilDamage(family, from, finder);
      if (broken.length > KEY_BYTES) {
        gaps.accept(family.text() + ": damaged, the rest of it is lost");
        return;
      }
      if (broken.length == 0) {
        return;
      }
      from = readableBehind(family, broken);
      gaps.accept(family.text() + ": a part is damaged");
    }
  }

  /// @return the key behind which nothing can be read; empty when all was
  private byte[] readUntilDamage(Family family, byte[] from, Finder finder) throws IOException {
    byte[] last = from;
    TablesView.Cursor cursor = tables.scan(family, from, Verification.END);
    try (cursor) {
      while (isThere(cursor)) {
        last = cursor.key();
        finder.take(last, cursor.value());
        cursor.next();
      }
      return isBroken(cursor) ? Arrays.copyOf(last, last.length + 1) : new byte[0];
    }
  }

  private static boolean isThere(TablesView.Cursor cursor) {
    try {
      return cursor.valid();
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isBroken(TablesView.Cursor cursor) {
    try {
      cursor.valid();
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private byte[] readableBehind(Family family, byte[] broken) {
    BigInteger low = number(broken);
    BigInteger high = END;
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (canReadFrom(family, key(middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return key(high);
  }

  private boolean canReadFrom(Family family, byte[] key) {
    try (TablesView.Cursor cursor = tables.scan(family, key, Verification.END)) {
      return !isBroken(cursor);
    }
  }

  private static BigInteger number(byte[] key) {
    return new BigInteger(1, Arrays.copyOf(key, KEY_BYTES));
  }

  private static byte[] key(BigInteger number) {
    byte[] digits = number.toByteArray();
    byte[] key = new byte[KEY_BYTES];
    int length = Math.min(digits.length, KEY_BYTES);
    System.arraycopy(digits, digits.length - length, key, KEY_BYTES - length, length);
    return key;
  }

  @Override
  public void close() throws IOException {
    tables.close();
    Copy.remove(view);
  }
}
