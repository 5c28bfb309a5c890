package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.http.Inflation.Refused;
import io.hydrant.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
  private static final int MAX = 256 * 1024;

  private final Inflation inflation = new Inflation();

  @AfterEach
  void close() {
    inflation.close();
  }

  private Bytes inflate(Coding coding, byte[] in, int max) throws Refused {
    return inflation.inflate(coding, in, in.length, max);
  }

  private static byte[] deflate(byte[] text, boolean raw) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
    deflater.setInput(text);
    deflater.finish();
    byte[] out = new byte[text.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    new SplittableRandom(length).nextBytes(text);
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16_383, 16_384, 16_385, MAX - 1, MAX})
  void whatWasCompressedComesBack_upToTheLimit(int length) throws IOException, Refused {
    byte[] text = text(length);
    assertThat(inflate(Coding.GZIP, RawClient.gzip(text), MAX)).isEqualTo(Bytes.of(text));
    assertThat(inflate(Coding.DEFLATE, deflate(text, false), MAX)).isEqualTo(Bytes.of(text));
    assertThat(inflate(Coding.DEFLATE, deflate(text, true), MAX)).isEqualTo(Bytes.of(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 16_384, MAX})
  void oneByteMoreIsTooLarge_howeverItIsCompressed(int max) throws IOException {
    for (byte[] text : List.of(text(max + 1), new byte[max + 1], new byte[10_000_000])) {
      for (byte[] in : List.of(RawClient.gzip(text))) {
        assertTooLarge(Coding.GZIP, in, max);
      }
      assertTooLarge(Coding.DEFLATE, deflate(text, true), max);
    }
  }

  private void assertTooLarge(Coding coding, byte[] in, int max) {
    assertThatThrownBy(() -> inflate(coding, in, max))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.status()).isEqualTo(413));
  }

  @Test
  void bombIsRefusedByItsRatio_whereTheLimitIsWide() throws IOException, Refused {
    byte[] zeros = new byte[10_000_000];
    assertTooLarge(Coding.GZIP, RawClient.gzip(zeros), 20_000_000);
    byte[] dense = text(1_000_000);
    assertThat(inflate(Coding.GZIP, RawClient.gzip(dense), 20_000_000).length())
        .isEqualTo(1_000_000);
    byte[] ownLimit = new byte[Inflation.RATIO_FREE_BYTES];
    assertThat(inflate(Coding.GZIP, RawClient.gzip(ownLimit), 20_000_000).length())
        .isEqualTo(ownLimit.length);
  }

  @Test
  void severalMembersAreOneBody_andTheirSumIsBounded() throws IOException, Refused {
    byte[] member = RawClient.gzip("half".getBytes(StandardCharsets.UTF_8));
    byte[] both = Arrays.copyOf(member, member.length * 2);
    System.arraycopy(member, 0, both, member.length, member.length);
    assertThat(inflate(Coding.GZIP, both, 8).text()).isEqualTo("halfhalf");
    assertTooLarge(Coding.GZIP, both, 7);
  }

  @Test
  void headerMayHaveAllItsFields() throws IOException, Refused {
    byte[] plain = RawClient.gzip("hello".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 2 | 4 | 8 | 16;
    out.write(head);
    out.write(new byte[] {3, 0, 1, 2, 3});
    out.write("name\0comment\0cc".getBytes(StandardCharsets.UTF_8));
    out.write(plain, 10, plain.length - 10);
    byte[] full = out.toByteArray();
    assertThat(inflate(Coding.GZIP, full, MAX).text()).isEqualTo("hello");
    for (int length = 0; length < full.length; length++) {
      assertInvalid(Coding.GZIP, Arrays.copyOf(full, length));
    }
  }

  @Test
  void flippedBitIsNoticed_orChangesNothing() throws IOException {
    byte[] text = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
    byte[] in = RawClient.gzip(text);
    int noticed = 0;
    for (int bit = 0; bit < in.length * 8; bit++) {
      byte[] flipped = in.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(inflate(Coding.GZIP, flipped, MAX)).isEqualTo(Bytes.of(text));
      } catch (Refused e) {
        noticed++;
      }
    }
    // Time, level and system in the header decide nothing: 6 bytes; nor do a hint and some padding.
    assertThat(noticed).isBetween((in.length - 7) * 8, (in.length - 6) * 8);
  }

  @Test
  void whatIsNotWhatItSaysIsInvalid() throws IOException {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    assertInvalid(Coding.GZIP, text);
    assertInvalid(Coding.GZIP, new byte[0]);
    assertInvalid(Coding.DEFLATE, text);
    assertInvalid(Coding.DEFLATE, new byte[0]);
    assertInvalid(Coding.DEFLATE, RawClient.gzip(text));
    assertInvalid(Coding.GZIP, deflate(text, false));
    byte[] gzip = RawClient.gzip(text);
    assertInvalid(Coding.GZIP, Arrays.copyOf(gzip, gzip.length + 1));
    byte[] deflated = deflate(text, true);
    assertInvalid(Coding.DEFLATE, Arrays.copyOf(deflated, deflated.length + 1));
    assertInvalid(Coding.DEFLATE, Arrays.copyOf(deflated, deflated.length - 1));
  }

  private void assertInvalid(Coding coding, byte[] in) {
    assertThatThrownBy(() -> inflate(coding, in, MAX))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.status()).isEqualTo(400));
  }
}
