package io.hydrant.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An immutable run of bytes: a view of an array that nobody writes to any more.
///
/// Nothing is copied on construction, so whoever hands an array over must not change it afterwards.
/// Two are equal when their contents are.
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// All of `array`, not copied.
  public static Bytes of(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /// `length` bytes of `array` from `offset`, not copied.
  public static Bytes of(byte[] array, int offset, int length) {
    if (offset < 0 || length < 0 || offset > array.length - length) {
      throw new IllegalArgumentException(
          "range " + offset + "+" + length + " of " + array.length + " bytes");
    }
    return new Bytes(array, offset, length);
  }

  /// The UTF-8 form of `text`.
  public static Bytes utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return length;
  }

  public byte at(int index) {
    return array[offset + index];
  }

  /// The array this is a view of, for reading only; see [#offset()].
  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  /// Bytes `from` (included) to `to` (excluded), sharing the array.
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IllegalArgumentException("slice " + from + ".." + to + " of " + length + " bytes");
    }
    return new Bytes(array, offset + from, to - from);
  }

  /// A copy that the caller owns.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /// The content as UTF-8 text.
  public String text() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /// The length only: content may be personal.
  @Override
  public String toString() {
    return length + " bytes";
  }
}
