package io.hydrant.http;

import io.hydrant.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses a body under a hard limit: not one byte beyond it is ever inflated, so a bomb costs
/// what a body of the limit costs. One per event loop, for one body at a time: its two native
/// inflaters live as long as the loop.
final class Inflation implements AutoCloseable {
  /// A body within mParticle's own request limit is never refused for its ratio: the byte limit is
  /// enough of a bound there.
  static final int RATIO_FREE_BYTES = 256 * 1024;

  /// Beyond that a body grows at most so many times. JSON of many equal batches reaches 50;
  /// deflate's utmost, and a bomb, is 1,032.
  static final int RATIO_MAX = 200;

  private static final int FIRST_BYTES = 16 * 1024;
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xE0;

  /// Why a body could not be decompressed.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    /// 400 for a body that is not what it says, 413 for one that becomes too large.
    int status() {
      return status;
    }
  }

  private final Inflater raw = new Inflater(true);
  private final Inflater wrapped = new Inflater(false);
  private byte[] out = {};
  private int written;

  /// The decompressed form of the first `length` bytes of `in`.
  ///
  /// @param bytesMax of it
  Bytes inflate(Coding coding, byte[] in, int length, int bytesMax) throws Refused {
    out = new byte[Math.min(bytesMax, FIRST_BYTES)];
    written = 0;
    int max = (int) Math.min(bytesMax, Math.max(RATIO_FREE_BYTES, (long) length * RATIO_MAX));
    try {
      switch (coding) {
        case GZIP -> gunzip(in, length, max);
        case DEFLATE -> inflateWhole(in, length, max);
        case IDENTITY -> throw new IllegalArgumentException("nothing to inflate");
      }
      return Bytes.of(out, 0, written);
    } catch (DataFormatException e) {
      throw new Refused(400, "The body is not valid " + name(coding) + ".");
    } finally {
      out = new byte[0];
    }
  }

  private static String name(Coding coding) {
    return coding == Coding.GZIP ? "gzip" : "deflate";
  }

  // ---- gzip, RFC 1952: one member or several, nothing behind them

  private void gunzip(byte[] in, int length, int max) throws Refused, DataFormatException {
    int at = 0;
    do {
      int begun = written;
      int data = headerEnd(in, at, length);
      at = inflate(raw, in, data, length, max);
      checkTrailer(in, at, length, begun);
      at += TRAILER_BYTES;
    } while (at < length);
  }

  private static int headerEnd(byte[] in, int at, int length) throws Refused {
    need(at + HEADER_BYTES <= length);
    int flags = in[at + 3] & 0xFF;
    boolean gzip = (in[at] & 0xFF) == 0x1F && (in[at + 1] & 0xFF) == 0x8B && in[at + 2] == 8;
    need(gzip && (flags & RESERVED) == 0);
    int end = at + HEADER_BYTES;
    if ((flags & HAS_EXTRA) != 0) {
      need(end + 2 <= length);
      end += 2 + (in[end] & 0xFF) + ((in[end + 1] & 0xFF) << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      end = textEnd(in, end, length);
    }
    if ((flags & HAS_COMMENT) != 0) {
      end = textEnd(in, end, length);
    }
    if ((flags & HAS_CRC) != 0) {
      end += 2;
    }
    need(end <= length);
    return end;
  }

  private static int textEnd(byte[] in, int at, int length) throws Refused {
    for (int i = at; i < length; i++) {
      if (in[i] == 0) {
        return i + 1;
      }
    }
    throw new Refused(400, "The body is not valid gzip.");
  }

  private void checkTrailer(byte[] in, int at, int length, int begun) throws Refused {
    need(at + TRAILER_BYTES <= length);
    CRC32 crc = new CRC32();
    crc.update(out, begun, written - begun);
    need(int32(in, at) == (int) crc.getValue() && int32(in, at + 4) == written - begun);
  }

  private static int int32(byte[] in, int at) {
    return ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static void need(boolean valid) throws Refused {
    if (!valid) {
      throw new Refused(400, "The body is not valid gzip.");
    }
  }

  // ---- deflate: RFC 1950 by the book, bare RFC 1951 as many clients send it

  private void inflateWhole(byte[] in, int length, int max) throws Refused, DataFormatException {
    boolean isWrapped =
        length >= 2 && (in[0] & 0x0F) == 8 && (((in[0] & 0xFF) << 8) + (in[1] & 0xFF)) % 31 == 0;
    int end = inflate(isWrapped ? wrapped : raw, in, 0, length, max);
    if (end != length) {
      throw new Refused(400, "The body is not valid deflate.");
    }
  }

  // ---- both

  /// Inflates one stream; returns where it ends in `in`.
  private int inflate(Inflater inflater, byte[] in, int from, int to, int max)
      throws Refused, DataFormatException {
    inflater.reset();
    inflater.setInput(in, from, to - from);
    while (true) {
      if (written == out.length && out.length < max) {
        out = Arrays.copyOf(out, (int) Math.min(max, out.length * 2L));
      }
      boolean full = written == out.length;
      // One byte of probe at the limit: the end of a stream may come without another byte.
      byte[] target = full ? new byte[1] : out;
      int count =
          full ? inflater.inflate(target) : inflater.inflate(out, written, out.length - written);
      if (full && count > 0) {
        throw new Refused(413, "The body decompresses to more than is taken.");
      }
      written += full ? 0 : count;
      if (inflater.finished()) {
        return to - inflater.getRemaining();
      }
      if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw new Refused(400, "The body ends in the middle of its compressed data.");
      }
    }
  }

  @Override
  public void close() {
    raw.end();
    wrapped.end();
  }
}
