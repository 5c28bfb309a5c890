package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Writes a call as the JSON that PutRecord and PutRecordBatch take, into one array of just its
/// size: the data is the bulk of it and is turned into base64 where it has to stand.
///
/// Source: API reference of Amazon Data Firehose, PutRecord and PutRecordBatch.
final class RequestBody {
  private static final byte[] NAME = ascii("{\"DeliveryStreamName\":\"");
  private static final byte[] RECORD = ascii("\",\"Record\":{\"Data\":\"");
  private static final byte[] RECORD_END = ascii("\"}}");
  private static final byte[] RECORDS = ascii("\",\"Records\":[{\"Data\":\"");
  private static final byte[] NEXT = ascii("\"},{\"Data\":\"");
  private static final byte[] RECORDS_END = ascii("\"}]}");

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// The two characters of every twelve bits.
  private static final char[] PAIRS = pairs();

  private RequestBody() {}

  static byte[] of(Call call) {
    boolean batch = call.operation() == Call.Operation.PUT_RECORD_BATCH;
    byte[] name = ascii(call.deliveryStreamName());
    byte[] before = batch ? RECORDS : RECORD;
    byte[] after = batch ? RECORDS_END : RECORD_END;
    byte[] body = new byte[size(call, NAME.length + name.length + before.length + after.length)];
    int at = put(NAME, body, 0);
    at = put(name, body, at);
    at = put(before, body, at);
    for (int i = 0; i < call.records().size(); i++) {
      at = i == 0 ? at : put(NEXT, body, at);
      at = putBase64(call.records().get(i), body, at);
    }
    put(after, body, at);
    return body;
  }

  private static int size(Call call, int frame) {
    int size = frame + (call.records().size() - 1) * NEXT.length;
    for (Bytes record : call.records()) {
      size = Math.addExact(size, base64Length(record.length()));
    }
    return size;
  }

  private static int base64Length(int length) {
    return Math.multiplyExact((length + 2) / 3, 4);
  }

  /// Six bytes become eight characters at a time; what is left at the end is the JDK's.
  static int putBase64(Bytes data, byte[] to, int start) {
    byte[] from = data.array();
    int end = data.offset() + data.length();
    int i = data.offset();
    int at = start;
    for (; end - i >= Long.BYTES; i += 6, at += Long.BYTES) {
      long bits = (long) BIG_ENDIAN.get(from, i);
      long characters =
          (long) PAIRS[(int) (bits >>> 52)] << 48
              | (long) PAIRS[(int) (bits >>> 40) & 0xfff] << 32
              | (long) PAIRS[(int) (bits >>> 28) & 0xfff] << 16
              | PAIRS[(int) (bits >>> 16) & 0xfff];
      BIG_ENDIAN.set(to, at, characters);
    }
    return put(Base64.getEncoder().encode(Arrays.copyOfRange(from, i, end)), to, at);
  }

  private static char[] pairs() {
    byte[] alphabet = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    char[] pairs = new char[1 << 12];
    for (int bits = 0; bits < pairs.length; bits++) {
      pairs[bits] = (char) (alphabet[bits >>> 6] << 8 | alphabet[bits & 0x3f]);
    }
    return pairs;
  }

  private static int put(byte[] part, byte[] to, int at) {
    System.arraycopy(part, 0, to, at, part.length);
    return at + part.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
