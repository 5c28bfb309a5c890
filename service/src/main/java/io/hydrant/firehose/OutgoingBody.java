package io.hydrant.firehose;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.ContentStreamProvider;

/// The bytes of one request on their way out. They can be read once: nothing below may send again
/// what the service may have taken.
final class OutgoingBody implements ContentStreamProvider {
  private final byte[] bytes;
  private final Gate gate;

  /// @param bytes not empty; nobody writes to them any more
  OutgoingBody(byte[] bytes, Gate gate) {
    this.bytes = bytes;
    this.gate = gate;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public InputStream newStream() {
    if (!gate.open()) {
      throw new IllegalStateException("the body of a call leaves once");
    }
    return new Leaving();
  }

  /// Without mark and reset, so that the HTTP client knows that it cannot repeat the request.
  private final class Leaving extends InputStream {
    private int position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      int left = bytes.length - position;
      if (left == 0) {
        return -1;
      }
      int count = Math.min(left, length);
      boolean may = count == left ? gate.passLast() : gate.isOpen();
      if (!may) {
        throw new IOException("cut off");
      }
      System.arraycopy(bytes, position, to, at, count);
      position += count;
      return count;
    }
  }
}
