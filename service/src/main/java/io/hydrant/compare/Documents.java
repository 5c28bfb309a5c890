package io.hydrant.compare;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// The JSON objects of a stream, one after another: one a line, indented, or with nothing between
/// them, as records without a delimiter lie in a file. Gzip is seen by its first bytes.
final class Documents implements Closeable {
  /// More than any record of Firehose holds; what is longer has lost its end.
  private static final int BYTES_MAX = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int NO_MORE = -1;

  private final BufferedInputStream in;
  private final ByteArrayOutputStream document = new ByteArrayOutputStream();
  private long count;

  Documents(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean isGzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    this.in =
        isGzip ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
  }

  /// The next one; empty behind the last.
  byte[] next() throws IOException {
    int first = in.read();
    while (isSpace(first)) {
      first = in.read();
    }
    if (first == NO_MORE) {
      return new byte[0];
    }
    count++;
    if (first != '{') {
      throw wrong("does not begin with {");
    }
    document.reset();
    document.write(first);
    rest();
    return document.toByteArray();
  }

  /// How many there were.
  long count() {
    return count;
  }

  /// What to say of the last one.
  IOException wrong(String what) {
    return new IOException("message " + count + " " + what);
  }

  /// Up to the brace that closes the first.
  private void rest() throws IOException {
    int depth = 1;
    boolean isString = false;
    while (depth > 0) {
      int b = in.read();
      if (b == NO_MORE || document.size() == BYTES_MAX) {
        throw wrong(b == NO_MORE ? "has no end" : "is longer than 16 MiB");
      }
      document.write(b);
      if (b == '"') {
        isString = !isString;
      } else if (isString && b == '\\') {
        document.write(Math.max(in.read(), 0));
      } else if (!isString) {
        depth += b == '{' ? 1 : b == '}' ? -1 : 0;
      }
    }
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
